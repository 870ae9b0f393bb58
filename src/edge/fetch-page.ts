import * as z from 'zod';
import type { Catalog, PageParameters, Stream } from '../core/catalog.ts';
import { Failure } from '../core/failure.ts';
import { printInstant, type Instant } from '../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Ask, Page } from '../core/page.ts';
import { problemOf } from '../protocol/problem.ts';
import type { Client } from './client.ts';
import { place } from './send.ts';
import type { Access, Children, Endpoint, Source } from './source.ts';

/** The only part that waits. It decides nothing: what a page means is for `step` to say. */
export type FetchPage = (ask: Ask) => Promise<Page>;

/**
 * Asks for pages, the children of their items included. Rejects as `Client.get` does, and with `CONTRACT` where
 * a body has another shape than the source declares.
 */
export function pageFetcher(source: Source, access: Access, client: Client): FetchPage {
  return async (ask) => {
    const { stream, endpoint } = declared(source, ask.stream);
    const url = listUrl(access, endpoint, stream, ask);
    const accepted = acceptedStatuses(stream.page, ask);
    const { status, dateMs, body } = await client.get({ url, headers: access.headers }, accepted);
    const date = dateMs as Instant | null;
    if (status !== 200) return { ask, items: [], total: null, pastEnd: true, date };
    const items = readItems(body, stream.paths.items, endpoint.item, url);
    const changes = items.map(async (item) => {
      const children = endpoint.children === undefined ? [] : await fetchChildren(access, client, endpoint.children, item);
      return endpoint.rows(item, children);
    });
    return { ask, items: await Promise.all(changes), total: readTotal(body, stream, url), pastEnd: false, date };
  };
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

async function fetchChildren(access: Access, client: Client, children: Children, item: JsonObject): Promise<readonly JsonObject[]> {
  const url = join(access.baseUrl, children.path(item));
  const accepted = children.goneStatus === undefined ? [] : [children.goneStatus];
  const { status, body } = await client.get({ url, headers: access.headers }, accepted);
  return status === 200 ? readItems(body, children.items, children.item, url) : [];
}

/** Checks the items against their declared shape and returns them as they came, exact numbers and all. */
function readItems(body: Json, path: readonly string[], item: z.ZodType, url: URL): readonly JsonObject[] {
  const items = follow(body, path);
  if (!Array.isArray(items)) throw misshapen(url, `a list at '${path.join('.')}'`, `it is ${kindOf(items)}`);
  for (const [nth, value] of items.entries()) {
    const result = isJsonObject(value) ? item.safeParse(value) : notAnObject;
    if (result.success) continue;
    const problem = problemOf(result.error);
    throw misshapen(url, `the declared shape at '${[...path, nth, problem.path].join('.')}'`, problem.came);
  }
  return items as readonly JsonObject[];
}

const notAnObject = z.never({ error: 'it is not an object' }).safeParse(null);

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
