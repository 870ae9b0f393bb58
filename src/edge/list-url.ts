import type { Stream } from '../core/catalog.ts';
import { Failure } from '../core/failure.ts';
import type { Ask } from '../core/page.ts';
import { printBound } from './print-bound.ts';
import type { Access, Endpoint } from './source.ts';

/** Where an ask goes: the list's URL with the window, the page and its size. Pure. */
export function listUrl(access: Access, endpoint: Endpoint, stream: Stream, ask: Ask): URL {
  if (ask.strategy === 'token' && ask.want.token !== null && isLink(stream)) {
    const link = linkUrl(access, ask.stream, ask.want.token);
    const { size } = stream.page;
    // A link says how many rows it brings; a page that was too large is asked for again with fewer.
    if (size !== undefined && link.searchParams.has(size)) link.searchParams.set(size, String(ask.pageSize));
    return withQuery(link, access.query ?? {});
  }
  const url = withQuery(join(access.baseUrl, endpoint.path, ask.stream), { ...endpoint.query, ...access.query });
  const { window, page } = stream;
  if (window !== undefined && ask.window !== null) {
    // A walk's own place takes the window's beginning.
    const from = ask.strategy === 'walked' ? ask.want.since : ask.window.from;
    if (from !== null) url.searchParams.set(window.from, printBound(from, 'from', window));
    if (window.until !== undefined) url.searchParams.set(window.until, printBound(ask.window.until, 'until', window));
  }
  const size = page.size === undefined ? {} : { [page.size]: String(ask.pageSize) };
  return withQuery(url, { ...placeOf(stream, ask), ...size });
}

/** Which page is asked for, as query parameters. */
function placeOf({ page, strategy }: Stream, { want, pageSize }: Ask): Readonly<Record<string, string>> {
  if ('page' in want) {
    const number = page.number === undefined ? {} : { [page.number]: String(want.page - 1 + (page.first ?? 1)) };
    return page.offset === undefined ? number : { ...number, [page.offset]: String((want.page - 1) * pageSize) };
  }
  const place = 'after' in want ? want.after : want.token;
  const parameter = strategy.name === 'keyset' || strategy.name === 'token' ? strategy.parameter : undefined;
  return place === null || parameter === undefined ? {} : { [parameter]: place };
}

export function isLink({ strategy }: Stream): boolean {
  return strategy.name === 'token' && strategy.parameter === undefined;
}

/** A kept link is a path and a query of this origin; the state that it comes from may have been edited. */
function linkUrl({ baseUrl }: Access, stream: string, link: string): URL {
  const url = link.startsWith('/') ? URL.parse(`${baseUrl.origin}${link}`) : null;
  if (url?.origin === baseUrl.origin) return url;
  throw new Failure('STATE', {
    at: `state.streams.${stream}.position.token`,
    expected: `a path of ${baseUrl.origin}`,
    came: 'it is none',
    action: 'Set the state back to one that a sync returned, or re-sync the connection from the beginning.',
  });
}

/**
 * A path below the base URL, whose own path stays. Throws `CONTRACT` for a segment of dots, which a URL resolves however
 * it is written: an id of `..` would ask for another list, with these credentials.
 */
export function join(baseUrl: URL, path: string, stream: string): URL {
  if (path.split(/[/\\]/).some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))) {
    throw new Failure('CONTRACT', {
      at: `stream ${stream}`,
      expected: 'ids that can stand in a path',
      came: "one is '.' or '..', which no URL can carry",
      action: 'Leave such an item out in the source, or ask for it by a query parameter.',
    });
  }
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
  return url;
}

function withQuery(url: URL, query: Readonly<Record<string, string>>): URL {
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}
