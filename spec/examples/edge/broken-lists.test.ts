import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import type { Stream } from '../../../src/core/catalog.ts';
import type { FailureCode } from '../../../src/core/failure.ts';
import { fingerprints } from '../../../src/edge/fingerprint.ts';
import type { Endpoint } from '../../../src/edge/source.ts';
import { callOf, localApi, type Answering } from './local-api.ts';
import { oneStream } from './one-stream.ts';

const things = (from: number, to: number): { id: number }[] => Array.from({ length: Math.max(0, to - from) }, (_, nth) => ({ id: from + nth }));

const windowed: Partial<Stream> = {
  list: undefined as never,
  window: { from: 'since', until: 'until', format: 'iso', grainMs: 1 },
  paths: { items: ['data'], total: ['total'], stamp: ['at'] },
};

const links: Partial<Stream> = { strategy: { name: 'token', ends: 'fresh', next: { link: 'next' } }, page: { sizeMax: 100 }, paths: { items: ['data'] } };

const tokens: Partial<Stream> = { ...links, strategy: { name: 'token', ends: 'fresh', next: ['next'], parameter: 'cursor' } };

type Broken = {
  readonly stream: Partial<Stream>;
  readonly endpoint?: Partial<Endpoint>;
  readonly answering: Answering;
  readonly payload?: object;
  readonly state?: object;
  readonly code: FailureCode;
  readonly says: RegExp;
};

/** Each way in which an API may break what its source declares, and the error that says so. */
const broken: Readonly<Record<string, Broken>> = {
  'sends a next link to another origin': {
    stream: links,
    answering: () => ({ body: { data: things(0, 3) }, headers: { link: '<https://elsewhere.example/things?page=2>; rel="next"' } }),
    code: 'CONTRACT',
    says: /expected a next link to http:\/\/127\.0\.0\.1:\d+, but one to https:\/\/elsewhere\.example came/,
  },
  'keeps pages smaller than asked for without a word': {
    stream: {},
    answering: ({ query }) => ({ body: { data: things((Number(query.get('page')) - 1) * 30, Math.min(90, Number(query.get('page')) * 30)), total: 90 } }),
    code: 'CONTRACT',
    says: /stream things, page 1: expected 90 rows or more, since the total says 90, but 30 came, and 30 when it was asked before\. The API may limit the page size/,
  },
  'sends more rows than asked for': {
    stream: {},
    answering: () => ({ body: { data: things(0, 101), total: 101 } }),
    code: 'CONTRACT',
    says: /stream things, page 1: expected at most 100 rows, but 101 came/,
  },
  'ignores the window': {
    stream: windowed,
    answering: () => ({ body: { data: [{ id: 1, at: '2019-12-31T23:59:59.999Z' }], total: 1 } }),
    payload: { start: '2020-01-01T00:00:00Z' },
    code: 'CONTRACT',
    says: /window \[2020-01-01T00:00:00\.000Z, .*: expected no row stamped before the window, but one of 2019-12-31T23:59:59\.999Z came\. The API may not know the parameter 'since'/,
  },
  'stamps a row with what is no time': {
    stream: windowed,
    answering: () => ({ body: { data: [{ id: 1, at: '2026-01-31T00:00:00Z' }, { id: 2, at: '31.01.2026' }], total: 2 } }),
    code: 'CONTRACT',
    says: /expected a time at 'item 1\.at', but it is of type string/,
  },
  'leaves out a stamp': {
    stream: windowed,
    answering: () => ({ body: { data: [{ id: 1 }], total: 1 } }),
    code: 'CONTRACT',
    says: /expected a time at 'item 0\.at', but it is missing/,
  },
  'sends the tokens of a circle': {
    stream: tokens,
    answering: ({ query }) => ({ body: { data: things(0, 1), next: query.get('cursor') === 'a' ? 'b' : 'a' } }),
    code: 'CONTRACT',
    says: /stream things, a page of \d: expected a token that did not come before, but one came again, and the list would never end/,
  },
  'makes up tokens for ever': {
    stream: tokens,
    answering: ({ query }) => ({ body: { data: things(0, 1), next: `${query.get('cursor') ?? ''}x` } }),
    // Where the millionth page of a window is in hand.
    state: { phase: 'paging', cursor: null, window: null, pageSize: 100, restarts: 0, strategy: 'token', position: { token: 'x', cycle: { anchor: 'a', steps: 999_999 } } },
    code: 'CONTRACT',
    says: /expected the list to come to an end, but 1000000 pages came\. The API may answer every page number, or make up tokens/,
  },
  'answers every page behind a key with the same rows': {
    stream: { strategy: { name: 'keyset', parameter: 'after', key: ['id'] }, page: { size: 'limit', sizeMax: 100 }, paths: { items: ['data'] } },
    answering: () => ({ body: { data: things(0, 3) } }),
    code: 'CONTRACT',
    says: /behind key '2': expected rows behind that key, but a key came again/,
  },
  'leaves out the count': {
    stream: {},
    answering: () => ({ body: { data: [] } }),
    code: 'CONTRACT',
    says: /a count of rows at 'total', but it is missing/,
  },
  'leaves out the header with the count': {
    stream: { paths: { items: [], total: { header: 'X-Total' } } },
    answering: () => ({ body: [] }),
    code: 'CONTRACT',
    says: /a count of rows at 'header X-Total', but it is missing/,
  },
  'has an id of two dots, whose children would be another list': {
    stream: {},
    endpoint: {
      item: z.object({ id: z.string() }),
      children: { path: (item) => `/things/${encodeURIComponent(item['id'] as string)}/parts`, items: ['data'], item: z.object({}) },
      rows: (item) => ({ insert: { things: [item] } }),
    },
    answering: () => ({ body: { data: [{ id: '..' }], total: 1 } }),
    code: 'CONTRACT',
    says: /stream things: expected ids that can stand in a path, but one is '\.' or '\.\.'/,
  },
};

for (const [what, { stream, endpoint, answering, payload, state, code, says }] of Object.entries(broken)) {
  test(`An API that ${what} is an error that says so, and none of that page is loaded`, async (context) => {
    const api = await localApi(context, answering);
    const source = oneStream(stream, endpoint === undefined ? {} : { endpoint });
    const { call } = callOf(source);
    const event = { secrets: { baseUrl: api.url }, customPayload: payload ?? {} };
    // An open window counts only under the settings that it was made under, which its fingerprint shows.
    const { things: fingerprint } = fingerprints(source, new URL(api.url));
    let last: unknown = state === undefined ? {} : { version: 1, streams: { things: { ...state, fingerprint } } };
    // Pages before the broken one may have come: they go out first, and the next call then fails.
    for (let calls = 0; calls < 3; calls += 1) {
      try {
        const answer = await call({ ...event, state: last });
        assert.equal(answer.hasMore, true, 'the sync came to an end');
        last = answer.state;
      } catch (error) {
        assert.ok(error instanceof Error);
        assert.deepEqual([error.name, says.test(error.message) ? says : error.message], [code, says]);
        return;
      }
    }
    assert.fail('no call failed');
  });
}

test('An empty page with a token goes on, and a falsy token is asked for', async (context) => {
  const pages: Readonly<Record<string, object>> = { first: { data: [], next: 0 }, 0: { data: things(1, 2), next: '' }, '': { data: [], next: 'z' }, z: { data: things(2, 3), next: null } };
  const api = await localApi(context, ({ query }) => ({ body: pages[query.get('cursor') ?? 'first'] }));
  const answer = await callOf(oneStream(tokens)).call({ secrets: { baseUrl: api.url } });
  assert.deepEqual([answer.insert['things'], answer.hasMore], [things(1, 3), false]);
});

test('A page past the end may be an error that the source declares, and a token may expire', async (context) => {
  const pastEnd: Partial<Stream> = { strategy: { name: 'countdown', total: 'none' }, page: { number: 'page', size: 'per_page', sizeMax: 2, pastEndStatus: 404 }, paths: { items: ['data'] } };
  const numbered = await localApi(context, ({ query }) => {
    const page = Number(query.get('page'));
    return page > 3 ? { status: 404 } : { body: { data: things((page - 1) * 2, page * 2) } };
  });
  const counted = await callOf(oneStream(pastEnd)).call({ secrets: { baseUrl: numbered.url } });
  assert.deepEqual(counted.insert['things']?.map(({ id }) => id).toSorted(), [0, 1, 2, 3, 4, 5]);

  let expired = 0;
  const tokened = await localApi(context, ({ query }) => {
    if (!query.has('cursor')) return { body: { data: things(0, 2), next: 'b' } };
    expired += 1;
    return expired === 1 ? { status: 410 } : { body: { data: things(2, 3), next: null } };
  });
  const strategy = { name: 'token', ends: 'fresh', next: ['next'], parameter: 'cursor', expiredStatus: 410 } as const;
  const answer = await callOf(oneStream({ ...tokens, strategy })).call({ secrets: { baseUrl: tokened.url } });
  assert.deepEqual(answer.insert['things']?.map(({ id }) => id).toSorted(), [0, 1, 2]);
  assert.deepEqual(tokened.asked.map(({ query }) => query.get('cursor')), [null, 'b', null, 'b']);
});
