import type { Place, Stream } from '../../../src/core/catalog.ts';
import type { Instant } from '../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { Ask, Changes, Page } from '../../../src/core/page.ts';
import { changesOf } from '../../../src/edge/changes-of.ts';
import { listUrl } from '../../../src/edge/list-url.ts';
import { readList, type Body } from '../../../src/edge/read-list.ts';
import type { Access, Endpoint, Source } from '../../../src/edge/source.ts';
import type { ListWorld, Thing } from '../list-world.ts';
import type { ReadPage } from '../play.ts';
import { linkedToken, printToken, readRequest } from './read-request.ts';
import { itemMaker, replace, type ItemMaker } from './served-item.ts';

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
    const url = listUrl(access, asking.endpoint, asking.stream, asItSeeks(world, asking, ask));
    const understood = readRequest(url, access, served.endpoint, served.stream, ask);
    const page = world.answer(withKey(world, served, understood), within);
    if (page.pastEnd || page.expired === true) return { ...page, ask };
    const things = page.changes.map((change) => thingIn(world, ask.stream, change));
    const items = things.map(({ thing, nth }, place) => served.maker.item(thing, nth, stampIn(world, ask.stream, thing), page.changes[place]?.delete !== undefined));
    const { items: found, lastKey, ...said } = readList(asking.stream, asking.endpoint.item, access, answerWith(served.stream, page, items, url, world));
    const children = asking.stream.example?.children ?? [];
    const changes = found.flatMap((item) => changesOf(source.catalog, asking.stream, asking.endpoint, [item], () => children));
    const byKey = new Map(things.map(({ thing, nth }, place) => [served.maker.keyOf(thing, nth), page.changes[place]]));
    return { ask, count: found.length, changes: changes.flatMap((change) => asThings(asking.maker, byKey, change)), pastEnd: false, date: page.date, ...said, ...(lastKey === undefined ? {} : { lastKey: idWithKey(world, asking, lastKey) }) };
  };
}

/** A seek by the item's key; the laws know things by their ids, so that is what the state holds. */
function asItSeeks({ things }: ListWorld, { maker }: Parts, ask: Ask): Ask {
  if (ask.strategy !== 'keyset' || ask.want.after === null) return ask;
  const nth = things.findIndex(({ id }) => id === ask.want.after);
  const thing = things[nth];
  return thing === undefined ? ask : { ...ask, want: { after: maker.seekKeyOf(thing, nth) } };
}

/** A seek as the simulated source understands it: by the id of the thing that has the key. */
function withKey(world: ListWorld, parts: Parts, ask: Ask): Ask {
  if (ask.strategy !== 'keyset' || ask.want.after === null) return ask;
  return { ...ask, want: { after: idWithKey(world, parts, ask.want.after) } };
}

function idWithKey({ things }: ListWorld, { maker }: Parts, key: string): string {
  return things.find((thing, nth) => maker.seekKeyOf(thing, nth) === key)?.id ?? key;
}

/** When a thing was deleted, in a list of deletions that keeps those that came back; otherwise when it last changed. */
function stampIn({ lists }: ListWorld, stream: string, { stamp, deletedAt }: Thing): Instant {
  return (lists[stream]?.keeps === true ? (deletedAt ?? stamp) : stamp) as Instant;
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
  const row = maker.rowIn(change);
  const thing = row === null ? undefined : byKey.get(row.key);
  return row === null || thing === undefined || row.inserted === (thing.delete !== undefined) ? [] : [thing];
}

/** A body and headers that hold everything where the stream declares it. */
function answerWith(stream: Stream, page: Page, items: readonly JsonObject[], url: URL, world: ListWorld): Body {
  const { paths, strategy } = stream;
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
    link.searchParams.set(linkedToken, printToken(page.token, stream));
    if ('link' in next) headers.set('link', `<${link.href}>; rel="${next.link}"`);
    else put(next, parameter === undefined ? link.href : printToken(page.token, stream));
  }
  return { body, headers, url };
}
