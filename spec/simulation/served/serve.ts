import type { Place, Stream } from '../../../src/core/catalog.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { Ask, Changes, Page } from '../../../src/core/page.ts';
import { changesOf } from '../../../src/edge/changes-of.ts';
import { listUrl } from '../../../src/edge/list-url.ts';
import { readList, type Body } from '../../../src/edge/read-list.ts';
import type { Access, Endpoint, Source } from '../../../src/edge/source.ts';
import type { Edit } from '../edit.ts';
import type { ListWorld, Thing } from '../list-world.ts';
import { linkedToken, readRequest } from './read-request.ts';
import { itemMaker, replace, type ItemMaker } from './served-item.ts';

/** Reads a page of a simulated source, with what happens between that source's own queries. */
export type ReadPage = (world: ListWorld, ask: Ask, within: readonly Edit[]) => Page;

/** Where every API is that a simulation serves. */
const access: Access = { baseUrl: new URL('https://source.example/api'), headers: {}, credentials: [] };

/**
 * Reads pages as the edge does, from an API in memory that speaks `api`'s own format: it sees nothing of an ask but its
 * URL, and answers with a body made of the example item. `source` is who asks; where it is another one, a list that it
 * misdescribes is read as it would be.
 */
export function serve(api: Source, source: Source = api): ReadPage {
  return (world, ask, within) => {
    const served = partsOf(api, ask.stream);
    const asking = partsOf(source, ask.stream);
    const url = listUrl(access, asking.endpoint, asking.stream, ask);
    const understood = readRequest(url, access, served.endpoint, served.stream, ask);
    const page = world.answer(understood, within);
    if (page.pastEnd || page.expired === true) return { ...page, ask };
    const things = page.changes.map((change) => thingIn(world, ask.stream, change));
    const items = things.map(({ thing, nth }, place) => served.maker.item(thing, nth, page.changes[place]?.delete !== undefined));
    const { items: found, ...said } = readList(asking.stream, asking.endpoint.item, access, answerWith(served.stream, page, items, url, world));
    const changes = changesOf(source.catalog, asking.stream, asking.endpoint, found, () => asking.stream.example?.children ?? []);
    const byKey = new Map(things.map(({ thing, nth }, place) => [served.maker.keyOf(thing, nth), page.changes[place]]));
    return { ask, count: found.length, changes: changes.flatMap((change) => asThings(asking.maker, byKey, change)), pastEnd: false, date: page.date, ...said };
  };
}

type Parts = { readonly stream: Stream; readonly endpoint: Endpoint; readonly maker: ItemMaker };

const known = new WeakMap<Source, Map<string, Parts>>();

function partsOf(source: Source, name: string): Parts {
  const parts = known.get(source) ?? new Map<string, Parts>();
  known.set(source, parts);
  const found = parts.get(name);
  if (found !== undefined) return found;
  const stream = source.catalog.streams[name];
  const endpoint = source.endpoints[name];
  if (stream === undefined || endpoint === undefined) throw new Error(`source ${source.catalog.source} has no stream ${name}`);
  const made = { stream, endpoint, maker: itemMaker(source.catalog, name, stream, endpoint) };
  parts.set(name, made);
  return made;
}

function thingIn(world: ListWorld, stream: string, change: Changes): { readonly thing: Thing; readonly nth: number } {
  const id = world.idOf(stream, change);
  const nth = world.things.findIndex((thing) => thing.id === id);
  const thing = world.things[nth];
  if (thing === undefined) throw new Error(`the world has no thing ${id}`);
  return { thing, nth };
}

/** What an item's rows say of the simulated things; nothing where they are of none, or insert what was deleted. */
function asThings(maker: ItemMaker, byKey: ReadonlyMap<string, Changes | undefined>, change: Changes): Changes[] {
  const key = maker.keyIn(change);
  const thing = key === undefined ? undefined : byKey.get(key);
  if (thing === undefined) return [];
  const inserts = Object.keys(change.insert ?? {}).length > 0;
  return inserts === (thing.insert !== undefined) ? [thing] : [];
}

/** A body and headers that hold everything where the stream declares it. */
function answerWith({ paths, strategy }: Stream, page: Page, items: readonly JsonObject[], url: URL, world: ListWorld): Body {
  const headers = new Headers({ date: new Date(page.date ?? (0)).toUTCString() });
  let body: Json = paths.items.length === 0 ? items : replace({}, paths.items, items);
  const put = (place: Place, value: string | number): void => {
    if ('header' in place) headers.set(place.header, String(value));
    else if (isJsonObject(body)) body = replace(body, place, value);
  };
  if (paths.total !== undefined) put(paths.total, page.total ?? world.rowsIn(page.ask.stream, page.ask.window).length);
  if (strategy.name === 'token' && page.token !== undefined) {
    const { next, parameter } = strategy;
    const link = new URL(url);
    link.searchParams.set(linkedToken, page.token);
    if ('link' in next) headers.set('link', `<${link.href}>; rel="${next.link}"`);
    else put(next, parameter === undefined ? link.href : page.token);
  }
  return { body, headers, url };
}
