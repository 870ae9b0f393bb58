import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stream } from '../../../src/core/catalog.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { Ask } from '../../../src/core/page.ts';
import { join, listUrl } from '../../../src/edge/list-url.ts';
import type { Access } from '../../../src/edge/source.ts';
import { oneStream } from './one-stream.ts';

const access: Access = { baseUrl: new URL('https://api.example.com/v2/'), headers: {}, credentials: [] };
const noon = Date.UTC(2026, 0, 31, 12) as Instant;

function asked(stream: Partial<Stream>, ask: Partial<Ask>, given: { query?: Record<string, string>; access?: Partial<Access> } = {}): string {
  const { catalog, endpoints } = oneStream(stream, { endpoint: { ...(given.query === undefined ? {} : { query: given.query }) } });
  const { things } = catalog.streams;
  const { things: endpoint } = endpoints;
  if (things === undefined || endpoint === undefined) throw new Error('no things');
  const whole = { stream: 'things', strategy: 'plain', window: null, restarts: 0, pageSize: 20, want: { page: 3 }, ...ask } as Ask;
  return listUrl({ ...access, ...given.access }, endpoint, things, whole).href;
}

test('A page is asked for by its number, or by the rows before it, counted from 1 or from 0', () => {
  const page = { size: 'per_page', sizeMax: 100 };
  assert.equal(asked({ page: { ...page, number: 'page' } }, {}), 'https://api.example.com/v2/things?page=3&per_page=20');
  assert.equal(asked({ page: { ...page, number: 'page', first: 0 } }, {}), 'https://api.example.com/v2/things?page=2&per_page=20');
  assert.equal(asked({ page: { ...page, offset: 'skip' } }, {}), 'https://api.example.com/v2/things?skip=40&per_page=20');
  assert.equal(asked({ page: { number: 'page', sizeMax: 50 } }, {}), 'https://api.example.com/v2/things?page=3');
});

test('A window is asked for by both ends, without the lower one from the beginning', () => {
  const window = { from: 'since', until: 'before', format: 'epoch seconds', grainMs: 1_000 } as const;
  const ask = { window: { from: noon, until: (noon + 60_000) as Instant, end: (noon + 60_000) as Instant } };
  assert.equal(asked({ list: undefined as never, window }, ask), 'https://api.example.com/v2/things?since=1769860800&before=1769860860&page=3&per_page=20');
  assert.equal(asked({ list: undefined as never, window }, { window: { ...ask.window, from: null } }), 'https://api.example.com/v2/things?before=1769860860&page=3&per_page=20');
});

test('A walk asks from its own place, without the end that the API does not know', () => {
  const window = { from: 'since', format: 'iso seconds', bounds: '()', grainMs: 1_000 } as const;
  const ask: Partial<Ask> = { strategy: 'walked', window: { from: null, until: noon, end: noon }, want: { at: 'up', since: noon, page: 1 } };
  assert.equal(asked({ list: undefined as never, window, strategy: { name: 'walked' } }, ask), 'https://api.example.com/v2/things?since=2026-01-31T11%3A59%3A59Z&page=1&per_page=20');
});

test('A key or a token is asked for by its parameter, the first page without', () => {
  const keyset = { strategy: { name: 'keyset', parameter: 'after', key: ['id'] }, page: { size: 'limit', sizeMax: 100 } } as const;
  assert.equal(asked(keyset, { strategy: 'keyset', want: { after: '7&8' } }), 'https://api.example.com/v2/things?after=7%268&limit=20');
  assert.equal(asked(keyset, { strategy: 'keyset', want: { after: null } }), 'https://api.example.com/v2/things?limit=20');
  const token = { strategy: { name: 'token', ends: 'fresh', next: ['next'], parameter: 'cursor' }, page: { sizeMax: 100 } } as const;
  assert.equal(asked(token, { strategy: 'token', want: { token: '' } }), 'https://api.example.com/v2/things?cursor=');
});

test('The parameters of the endpoint and those that show who asks go with every request, a kept link included', () => {
  const given = { query: { sort: 'id' }, access: { query: { key: 'k' } } };
  assert.equal(asked({}, {}, given), 'https://api.example.com/v2/things?sort=id&key=k&page=3&per_page=20');
  const link = { strategy: { name: 'token', ends: 'fresh', next: { link: 'next' } }, page: { size: 'limit', sizeMax: 100 } } as const;
  assert.equal(asked(link, { strategy: 'token', want: { token: '/v2/things?p=2' } }, given), 'https://api.example.com/v2/things?p=2&key=k');
  // A page that was too large is asked for again with fewer rows.
  assert.equal(asked(link, { strategy: 'token', want: { token: '/v2/things?limit=100&p=2' } }), 'https://api.example.com/v2/things?limit=20&p=2');
});

test('A kept link never leads to another origin, whatever somebody wrote into the state', () => {
  const link = { strategy: { name: 'token', ends: 'fresh', next: { link: 'next' } }, page: { sizeMax: 100 } } as const;
  assert.equal(asked(link, { strategy: 'token', want: { token: '//elsewhere.example/x' } }), 'https://api.example.com//elsewhere.example/x');
  for (const token of ['https://elsewhere.example/', '@elsewhere.example/', '.elsewhere.example/', '\\\\elsewhere.example', '']) {
    assert.throws(() => asked(link, { strategy: 'token', want: { token } }), { name: 'STATE', message: /state\.streams\.things\.position\.token: expected a path of https:\/\/api\.example\.com/ }, token);
  }
});

test('An id of one or two dots is refused, since a URL would resolve it into another list', () => {
  const path = (id: string): string => `/things/${encodeURIComponent(id)}/parts`;
  for (const id of ['..', '.', '%2e%2E', '.%2e']) {
    // As it is written by a source that encodes it, and by one that does not.
    for (const written of [path(id), `/things/${id}/parts`]) {
      if (written.includes('%25')) continue;
      assert.throws(() => join(access.baseUrl, written, 'things'), { name: 'CONTRACT', message: /stream things: .* '\.' or '\.\.'/ }, written);
    }
  }
  assert.equal(join(access.baseUrl, path('%2e%2e'), 'things').pathname, '/v2/things/%252e%252e/parts');
  for (const id of ['...', 'a..b', '..a', 'a/b', 'a?b#c', 'ä b']) {
    assert.equal(join(access.baseUrl, path(id), 'things').pathname, `/v2/things/${encodeURIComponent(id)}/parts`);
  }
});
