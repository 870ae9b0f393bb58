import type { Stream } from '../core/catalog.ts';
import type { Ask } from '../core/page.ts';
import { printBound } from './print-bound.ts';
import type { Access, Endpoint } from './source.ts';

/** Where an ask goes: the list's URL with the window, the page and its size. Pure. */
export function listUrl(access: Access, endpoint: Endpoint, stream: Stream, ask: Ask): URL {
  if (ask.strategy === 'token' && ask.want.token !== null && isLink(stream)) {
    return withQuery(new URL(ask.want.token, access.baseUrl.origin), access.query ?? {});
  }
  const url = withQuery(join(access.baseUrl, endpoint.path), { ...endpoint.query, ...access.query });
  const { window, page } = stream;
  if (window !== undefined && ask.window !== null) {
    // A walk's own place takes the window's beginning.
    const from = ask.strategy === 'walked' ? ask.want.since : ask.window.from;
    if (from !== null) url.searchParams.set(window.from, printBound(from, 'from', window));
    if (window.until !== undefined) url.searchParams.set(window.until, printBound(ask.window.until, 'until', window));
  }
  if (page.size !== undefined) url.searchParams.set(page.size, String(ask.pageSize));
  return withQuery(url, placeOf(stream, ask));
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

/** A path below the base URL, whose own path stays. A segment of dots stays itself, which a URL would resolve. */
export function join(baseUrl: URL, path: string): URL {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
  return url;
}

function withQuery(url: URL, query: Readonly<Record<string, string>>): URL {
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}
