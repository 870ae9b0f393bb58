import type { InstantFormat, Stream, WindowParameters } from '../../../src/core/catalog.ts';
import { Failure } from '../../../src/core/failure.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { Ask } from '../../../src/core/page.ts';
import type { Window } from '../../../src/core/window.ts';
import type { Access, Endpoint } from '../../../src/edge/source.ts';
import { readBound } from './read-bound.ts';

/** Later than anything that a simulated source knows of. */
const endOfTime = Date.parse('9999-01-01T00:00:00Z') as Instant;

/**
 * What a request asks an API for, read from its URL alone by what the API's stream declares. `ask` gives what no server
 * ever sees, such as the name of the stream. An error for a request that the API would refuse.
 */
export function readRequest(url: URL, access: Access, endpoint: Endpoint, stream: Stream, ask: Ask): Ask {
  const path = `${access.baseUrl.pathname.replace(/\/+$/, '')}${endpoint.path}`;
  if (url.pathname !== path) throw refused(path, url.pathname);
  const query = url.searchParams;
  for (const [name, value] of Object.entries(endpoint.query ?? {})) {
    if (query.get(name) !== value) throw refused(`${name}=${value}`, query.toString());
  }
  const { page, strategy, window: parameters } = stream;
  const window = parameters === undefined ? null : windowOf(query, parameters);
  const pageSize = page.size === undefined ? page.sizeMax : numberIn(query, page.size);
  const common = { stream: ask.stream, restarts: 0, window, pageSize };
  switch (strategy.name) {
    case 'countdown':
      return { ...common, strategy: 'countdown', want: { at: 'first', page: pageIn(query, stream, pageSize), total: null } };
    case 'walked':
      return { ...common, strategy: 'walked', want: { at: 'up', since: window?.from ?? null, page: pageIn(query, stream, pageSize) } };
    case 'plain':
      return { ...common, strategy: 'plain', want: { page: pageIn(query, stream, pageSize) } };
    case 'keyset':
      return { ...common, strategy: 'keyset', want: { after: query.get(strategy.parameter) } };
    case 'token':
      return { ...common, strategy: 'token', want: { token: readToken(query.get(strategy.parameter ?? linkedToken)) } };
  }
}

/** Where a next link carries its token. */
export const linkedToken = 'linked_token';

/**
 * A simulated token in words of the API's own: none is one that an API may keep for 'no token', and like the simulated
 * one it ends with the place that it stands for.
 */
export function printToken(token: string, { strategy }: Stream): string {
  if (strategy.name === 'token' && strategy.ends === 'session') return `session-${token}`;
  return `next-${token === '' ? '0' : token === '0' ? '1' : token}`;
}

function readToken(text: string | null): string | null {
  const [, kind, token] = /^(next|session)-(.+)$/.exec(text ?? '') ?? [];
  if (token !== undefined) return kind === 'next' && token === '0' ? '' : kind === 'next' && token === '1' ? '0' : token;
  if (text === null) return null;
  throw refused('a token that it gave', text);
}

/** Half-open, as the simulated source has its windows: an excluded beginning is a grain later, an included end too. */
function windowOf(query: URLSearchParams, { from, until, bounds = '[)', format, grainMs }: WindowParameters): Window {
  const lower = query.get(from);
  const upper = until === undefined ? null : query.get(until);
  const begin = lower === null ? null : boundIn(lower, format, bounds.startsWith('(') ? grainMs : 0);
  const end = upper === null ? endOfTime : boundIn(upper, format, bounds.endsWith(']') ? grainMs : 0);
  return { from: begin, until: end, end };
}

function boundIn(text: string, format: InstantFormat, laterMs: number): Instant {
  const at = readBound(text, format);
  if (at === null) throw refused(`a bound as ${JSON.stringify(format)}`, text);
  return (at + laterMs) as Instant;
}

/** The number of the page, counted from 1. Of a page before the first most APIs make the first. */
function pageIn(query: URLSearchParams, { page: { number, offset, first = 1 } }: Stream, pageSize: number): number {
  if (offset !== undefined) return Math.floor(numberIn(query, offset) / pageSize) + 1;
  return number === undefined ? 1 : Math.max(1, numberIn(query, number) - first + 1);
}

function numberIn(query: URLSearchParams, name: string): number {
  const text = query.get(name);
  if (text !== null && /^\d+$/.test(text)) return Number(text);
  throw refused(`a number as ${name}`, String(text));
}

/** As an API answers 400, which every sync then meets again. */
export function refused(expected: string, came: string): Failure {
  return new Failure('CONTRACT', { at: 'the simulated API', expected, came: `'${came}' came`, action: 'Correct the source.' });
}
