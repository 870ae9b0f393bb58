import type { Catalog, Stream } from '../core/catalog.ts';
import { Failure } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import type { JsonObject } from '../core/json.ts';
import type { Ask, Changes, Page } from '../core/page.ts';
import { changesOf } from './changes-of.ts';
import type { Client } from './client.ts';
import { join, listUrl } from './list-url.ts';
import { readItems, readList } from './read-list.ts';
import type { Access, Children, Endpoint, Source } from './source.ts';

/** A page, and a bound on what its rows take as UTF-8 JSON. */
export type Fetched = { readonly page: Page; readonly bytesMost: number };

/** The only part that waits. It decides nothing: what a page means is for `step` to say. */
export type FetchPage = (ask: Ask, signal: AbortSignal) => Promise<Fetched>;

/**
 * Asks for pages, the children of their items included. Rejects as `Client.get` does, and with `CONTRACT` where
 * a body has another shape than the source declares.
 */
export function pageFetcher(source: Source, access: Access, client: Client): FetchPage {
  return async (ask, signal) => {
    const { stream, endpoint } = declared(source, ask.stream);
    const url = listUrl(access, endpoint, stream, ask);
    const past = pastStatus(stream, ask);
    const { status, headers, dateMs, body, bytes } = await client.get({ url, headers: access.headers, signal }, past === undefined ? [] : [past]);
    const date = dateMs as Instant | null;
    if (status !== 200) return { page: emptyPage(stream, ask, date), bytesMost: 0 };
    const { items, ...said } = readList(stream, endpoint.item, access, { body, headers, url });
    const changes = await allChanges(source.catalog, stream, endpoint, items, (children, item) =>
      fetchChildren(access, client, signal, ask.stream, children, item),
    );
    const page = { ask, count: items.length, changes, pastEnd: false, date, ...said };
    // Printed again, JSON never grows; rows that a source made of it may.
    const asTheyCame = endpoint.rows === undefined && stream.deletes?.by !== 'flag';
    return { page, bytesMost: asTheyCame ? bytes : Buffer.byteLength(JSON.stringify(changes)) };
  };
}

async function allChanges(
  catalog: Catalog,
  stream: Stream,
  endpoint: Endpoint,
  items: readonly JsonObject[],
  childrenOf: (children: Children, item: JsonObject) => Promise<readonly JsonObject[]>,
): Promise<readonly Changes[]> {
  const { children } = endpoint;
  if (children === undefined) return changesOf(catalog, stream, endpoint, items, () => []);
  const found = await Promise.all(items.map((item) => childrenOf(children, item)));
  return changesOf(catalog, stream, endpoint, items, (nth) => found[nth] ?? []);
}

function declared({ catalog, endpoints }: { catalog: Catalog } & Pick<Source, 'endpoints'>, name: string): { stream: Stream; endpoint: Endpoint } {
  const stream = catalog.streams[name];
  const endpoint = endpoints[name];
  if (stream !== undefined && endpoint !== undefined) return { stream, endpoint };
  throw new Failure('BUG', {
    at: `source ${catalog.source}`,
    expected: `stream ${name} to have a catalog entry and an endpoint`,
    came: 'one of them is missing',
    action: 'Declare both in the source.',
  });
}

/** The status that stands for a page past the end, or for a token too old; the first page of a list is neither. */
function pastStatus({ page, strategy }: Stream, { want }: Ask): number | undefined {
  if ('page' in want) return want.page === 1 ? undefined : page.pastEndStatus;
  return strategy.name === 'token' && 'token' in want && want.token !== null ? strategy.expiredStatus : undefined;
}

function emptyPage({ strategy }: Stream, ask: Ask, date: Instant | null): Page {
  const page = { ask, count: 0, changes: [], total: null, date };
  return strategy.name === 'token' ? { ...page, pastEnd: false, expired: true } : { ...page, pastEnd: true };
}

async function fetchChildren(
  access: Access,
  client: Client,
  signal: AbortSignal,
  stream: string,
  children: Children,
  item: JsonObject,
): Promise<readonly JsonObject[]> {
  const url = join(access.baseUrl, children.path(item), stream);
  for (const [name, value] of Object.entries(access.query ?? {})) url.searchParams.set(name, value);
  const accepted = children.goneStatus === undefined ? [] : [children.goneStatus];
  const { status, headers, body } = await client.get({ url, headers: access.headers, signal }, accepted);
  return status === 200 ? readItems({ body, headers, url }, children.items, children.item) : [];
}
