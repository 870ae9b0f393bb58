import * as z from 'zod/mini';
import type { Catalog, PageParameters, Stream } from '../core/catalog.ts';
import { Failure } from '../core/failure.ts';
import { printInstant, type Instant } from '../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Ask, Changes, Page } from '../core/page.ts';
import { problemOf } from '../protocol/problem.ts';
import type { Client } from './client.ts';
import { jsonLevelsMax } from './limits.ts';
import { place } from './send.ts';
import type { Access, Children, Endpoint, Shape, Source } from './source.ts';

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
    const accepted = acceptedStatuses(stream.page, ask);
    const { status, dateMs, body, bytes } = await client.get({ url, headers: access.headers, signal }, accepted);
    const date = dateMs as Instant | null;
    if (status !== 200) return { page: { ask, count: 0, changes: [], total: null, pastEnd: true, date }, bytesMost: 0 };
    const items = readItems(body, stream.paths.items, endpoint.item, url);
    const changes = await changesOf(stream, endpoint, items, (children, item) => fetchChildren(access, client, signal, children, item));
    const page = { ask, count: items.length, changes, total: readTotal(body, stream, url), pastEnd: false, date };
    // Printed again, JSON never grows; rows that a source made of it may.
    return { page, bytesMost: endpoint.rows === undefined ? bytes : Buffer.byteLength(JSON.stringify(changes)) };
  };
}

async function changesOf(
  { tables }: Stream,
  { rows, children }: Endpoint,
  items: readonly JsonObject[],
  childrenOf: (children: Children, item: JsonObject) => Promise<readonly JsonObject[]>,
): Promise<readonly Changes[]> {
  const [table = ''] = tables;
  if (rows === undefined) return [{ insert: { [table]: items } }];
  if (children === undefined) return items.map((item) => rows(item, []));
  return Promise.all(items.map(async (item) => rows(item, await childrenOf(children, item))));
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

function listUrl({ baseUrl }: Access, { path }: Endpoint, stream: Stream, { window, want, pageSize }: Ask): URL {
  const url = join(baseUrl, path);
  if (window.from !== null) url.searchParams.set(stream.window.from, printInstant(window.from));
  url.searchParams.set(stream.window.until, printInstant(window.until));
  url.searchParams.set(stream.page.number, String(want.page));
  url.searchParams.set(stream.page.size, String(pageSize));
  return url;
}

/** A path below the base URL, whose own path and query stay. */
function join(baseUrl: URL, path: string): URL {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
  return url;
}

/** The first page of a list is never past its end. */
function acceptedStatuses({ pastEndStatus }: PageParameters, { want }: Ask): number[] {
  return pastEndStatus === undefined || want.page === 1 ? [] : [pastEndStatus];
}

async function fetchChildren(
  access: Access,
  client: Client,
  signal: AbortSignal,
  children: Children,
  item: JsonObject,
): Promise<readonly JsonObject[]> {
  const url = join(access.baseUrl, children.path(item));
  const accepted = children.goneStatus === undefined ? [] : [children.goneStatus];
  const { status, body } = await client.get({ url, headers: access.headers, signal }, accepted);
  return status === 200 ? readItems(body, children.items, children.item, url) : [];
}

/** Checks the items against their declared shape and returns them as they came, exact numbers and all. */
function readItems(body: Json, path: readonly string[], item: Shape, url: URL): readonly JsonObject[] {
  const items = follow(body, path);
  if (!Array.isArray(items)) throw misshapen(url, `a list at '${path.join('.')}'`, `it is ${kindOf(items)}`);
  const stray = items.findIndex((value) => !isJsonObject(value));
  if (stray !== -1) throw misshapen(url, `the declared shape at '${[...path, stray].join('.')}'`, 'it is not an object');
  // All at once: one by one takes twice as long.
  const result = z.array(item).safeParse(items);
  if (result.success) {
    const deep = items.findIndex((value) => !isWithin(jsonLevelsMax, value));
    if (deep === -1) return items as readonly JsonObject[];
    throw misshapen(url, `at most ${jsonLevelsMax} levels at '${[...path, deep].join('.')}'`, 'it is nested deeper');
  }
  const problem = problemOf(result.error);
  throw misshapen(url, `the declared shape at '${[...path, problem.path].join('.')}'`, problem.came);
}

/** Whether a value is nested at most so many levels deep. */
function isWithin(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  for (const name in value) if (!isWithin(levels - 1, (value as JsonObject)[name])) return false;
  return true;
}

function readTotal(body: Json, { paths }: Stream, url: URL): number | null {
  if (paths.total === undefined) return null;
  const total = follow(body, paths.total);
  if (typeof total === 'number' && Number.isSafeInteger(total) && total >= 0) return total;
  throw misshapen(url, `a count of rows at '${paths.total.join('.')}'`, `it is ${kindOf(total)}`);
}

function follow(body: Json, path: readonly string[]): Json | undefined {
  let at: Json | undefined = body;
  for (const name of path) at = isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return at;
}

function kindOf(json: Json | undefined): string {
  if (json === undefined) return 'missing';
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'an array';
  return typeof json === 'number' ? String(json) : `of type ${typeof json}`;
}

function misshapen(url: URL, expected: string, came: string): Failure {
  return new Failure('CONTRACT', {
    at: place(url),
    expected,
    came,
    action: 'The API answers in another shape than its source declares: compare the two.',
  });
}
