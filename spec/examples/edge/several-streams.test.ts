import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import * as z from 'zod';
import type { JsonObject } from '../../../src/core/json.ts';
import { bearer } from '../../../src/edge/access/bearer.ts';
import { defineSource } from '../../../src/edge/define-source.ts';
import { endpoint } from '../../../src/edge/endpoint.ts';
import { baseUrl, credential } from '../../../src/edge/settings.ts';
import type { Source } from '../../../src/edge/source.ts';
import type { Answer } from '../../../src/protocol/answer.ts';
import { described } from '../../../src/protocol/described.ts';
import { callOf, localApi, type Answering } from './local-api.ts';

type Row = JsonObject & { readonly id: number; readonly at?: string };

const row = z.object({ id: z.number() });
const stamped = z.object({ id: z.number(), at: z.string() });
const example = { item: { id: 1, at: '2020-01-01T00:00:00Z' } };
const access = { from: 'since', format: 'iso seconds', grainMs: 1_000 } as const;
const page = { number: 'page', size: 'per_page', sizeMax: 100 } as const;
const paths = { items: ['data'] } as const;

/** Five lists, each read by another strategy. */
const streams = {
  customers: { tables: ['customers'], strategy: { name: 'countdown', total: 'exact' }, window: { ...access, until: 'until' }, page, paths: { ...paths, total: { header: 'x-total' }, stamp: ['at'] }, example },
  notes: { tables: ['notes'], strategy: { name: 'walked' }, window: access, page, paths: { ...paths, stamp: ['at'] }, example },
  events: { tables: ['events'], strategy: { name: 'keyset', parameter: 'after', key: ['id'] }, list: 'appended', page: { size: 'per_page', sizeMax: 100 }, paths, example },
  tags: { tables: ['tags'], strategy: { name: 'token', ends: 'fresh', next: { link: 'next' } }, list: 'whole', page: { size: 'per_page', sizeMax: 100 }, paths, deletes: { by: 'snapshot' }, example },
  drafts: { tables: ['drafts'], strategy: { name: 'plain' }, list: 'whole', page, paths, accepts: 'loss', example },
} as const;

const tables = { customers: { primary_key: ['id'] }, notes: { primary_key: ['id'] }, events: { primary_key: ['id'] }, tags: { primary_key: ['id'] }, drafts: { primary_key: ['id'] } } as const;

const mixed = defineSource({
  catalog: { source: 'mixed', tables, streams },
  secrets: z.object({ baseUrl: described(baseUrl, 'where the API is'), token: described(credential, 'the token') }),
  access: ({ baseUrl, token }) => ({ baseUrl: new URL(baseUrl), ...bearer(token) }),
  endpoints: {
    customers: endpoint({ path: '/customers', item: stamped }),
    notes: endpoint({ path: '/notes', item: stamped }),
    events: endpoint({ path: '/events', item: row }),
    tags: endpoint({ path: '/tags', item: row }),
    drafts: endpoint({ path: '/drafts', item: row }),
  },
});

/** The mixed source with fewer streams, or with another declaration of some. */
function like(change: (streams: Source['catalog']['streams']) => Source['catalog']['streams']): Source {
  return { ...mixed, catalog: { ...mixed.catalog, streams: change(mixed.catalog.streams) } };
}

function without(name: string): Source {
  return like((streams) => Object.fromEntries(Object.entries(streams).filter(([other]) => other !== name)));
}

/** The clock of the API and of the function; each sync begins an hour after the one before. */
const clock = { now: Date.UTC(2026, 0, 31), hourMs: 3_600_000 };

/** An API with those lists, each of so many rows; rows may be added and removed between syncs. */
async function api(context: TestContext, size = 25) {
  const rows = (): Row[] => Array.from({ length: size }, (_, nth) => ({ id: nth + 1, at: `2020-01-01T00:00:${String(nth % 7).padStart(2, '0')}Z` }));
  const lists = new Map<string, Row[]>(Object.keys(streams).map((name) => [name, rows()]));
  const answering: Answering = ({ path, query }) => {
    const name = path.slice(1);
    const since = query.get('since') ?? '';
    const after = Number(query.get('after') ?? '0');
    let found = (lists.get(name) ?? []).filter(({ id, at = '' }) => at >= since && at < (query.get('until') ?? '~') && id > after);
    if (name === 'notes') found = found.toSorted((one, other) => (one.at ?? '').localeCompare(other.at ?? '') || one.id - other.id);
    const size = Number(query.get('per_page'));
    const number = Number(query.get('page') ?? '1');
    const data = found.slice((number - 1) * size, number * size);
    const link = number * size < found.length ? { link: `</tags?per_page=${size}&page=${number + 1}>; rel="next"` } : {};
    return { body: { data }, headers: { date: new Date(clock.now).toUTCString(), 'x-total': String(found.length), ...link } };
  };
  return { ...(await localApi(context, answering)), lists };
}

type Seen = { readonly tables: Map<string, Map<unknown, JsonObject>>; readonly softDelete: string[]; state: JsonObject };

/** Every answer of a sync, taken in as Fivetran would; a call at most so many times. */
async function sync(source: Source, url: string, seen: Seen, customPayload: object = {}, answerBytesMax = 6_000_000, callsMax = 200): Promise<Answer> {
  clock.now += clock.hourMs;
  const { call, log } = callOf(source, { answerBytesMax, now: () => clock.now });
  for (let calls = 1; ; calls += 1) {
    const answer = await call({ state: seen.state, secrets: { baseUrl: url, token: 'a-token' }, customPayload: { pageSize: '4', ...customPayload } });
    seen.state = JSON.parse(JSON.stringify(answer.state)) as JsonObject;
    for (const table of answer.softDelete ?? []) {
      seen.softDelete.push(table);
      seen.tables.delete(table);
    }
    for (const [table, rows] of Object.entries(answer.insert)) {
      const known = seen.tables.get(table) ?? new Map<unknown, JsonObject>();
      seen.tables.set(table, known);
      for (const row of rows) known.set(row['id'], row);
    }
    assert.equal(log.at(-1)?.['level'], 'info');
    if (!answer.hasMore || calls === callsMax) return answer;
  }
}

function nothing(): Seen {
  return { tables: new Map(), softDelete: [], state: {} };
}

function phases({ state }: Seen): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(state['streams'] as Readonly<Record<string, JsonObject>>).map(([name, { phase }]) => [name, phase]));
}

function counts({ tables }: Seen): Readonly<Record<string, number>> {
  return Object.fromEntries([...tables].map(([name, rows]) => [name, rows.size]));
}

const all = (rows: number): Readonly<Record<string, number>> => Object.fromEntries(Object.keys(streams).map((name) => [name, rows]));

for (const [what, bytes] of [['one call', 6_000_000], ['many calls', 1_500]] as const) {
  test(`Streams of five strategies are synced side by side in ${what}, and each goes on in its own way`, async (context) => {
    const { url, lists, asked } = await api(context);
    const seen = nothing();
    await sync(mixed, url, seen, {}, bytes);
    assert.deepEqual(counts(seen), all(25));
    assert.deepEqual(phases(seen), Object.fromEntries(Object.keys(streams).map((name) => [name, 'idle'])));
    assert.deepEqual(seen.softDelete, ['tags']);

    lists.get('events')?.push({ id: 26 });
    lists.get('tags')?.splice(0, 5);
    asked.length = 0;
    await sync(mixed, url, seen, {}, bytes);
    assert.deepEqual(counts(seen), { ...all(25), events: 26, tags: 20 });
    assert.deepEqual(seen.softDelete, ['tags', 'tags']);
    assert.equal(asked.find(({ path }) => path === '/events')?.query.get('after'), '25');
  });
}

test('`streams` chooses: only those are asked for and named in the schema, and the others keep their state', async (context) => {
  const { url, asked } = await api(context);
  const seen = nothing();
  await sync(mixed, url, seen);
  const { streams: before } = seen.state as { streams: JsonObject };
  asked.length = 0;
  const answer = await sync(mixed, url, seen, { streams: 'notes, tags' });
  assert.deepEqual([...new Set(asked.map(({ path }) => path))], ['/notes', '/tags']);
  assert.deepEqual(Object.keys(answer.schema).toSorted(), ['notes', 'tags']);
  const { streams: behind } = seen.state as { streams: JsonObject };
  for (const name of ['customers', 'events', 'drafts']) assert.deepEqual(behind[name], before[name]);
});

test('Several connections may share a source, a stream or more each', async (context) => {
  const { url } = await api(context);
  const parts = await Promise.all(
    Object.keys(streams).map(async (name) => {
      const seen = nothing();
      await sync(mixed, url, seen, { streams: name });
      return seen;
    }),
  );
  assert.deepEqual(Object.assign({}, ...parts.map(counts)), all(25));
});

test('A stream that is added to a live connection starts at its beginning, and the others go on', async (context) => {
  const { url, asked } = await api(context);
  const seen = nothing();
  await sync(without('events'), url, seen);
  asked.length = 0;
  await sync(mixed, url, seen);
  assert.deepEqual(counts(seen), all(25));
  assert.equal(asked.filter(({ path }) => path === '/customers').length, 1);
});

test('A stream that is added while a sync is under way waits for the next one', async (context) => {
  const { url } = await api(context);
  const seen = nothing();
  await sync(without('drafts'), url, seen, {}, 1_500, 2);
  await sync(mixed, url, seen, {}, 1_500);
  assert.equal(seen.tables.has('drafts'), false);
  await sync(mixed, url, seen);
  assert.deepEqual(counts(seen), all(25));
});

test('A stream that is dropped is dropped from the state, also in the middle of a window, and named in the log', async (context) => {
  const { url } = await api(context);
  const seen = nothing();
  await sync(mixed, url, seen, {}, 1_500, 2);
  assert.equal(phases(seen)['customers'], 'paging');
  const { call, log } = callOf(without('customers'));
  const answer = await call({ state: seen.state, secrets: { baseUrl: url, token: 'a-token' } });
  assert.deepEqual(log[0]?.['dropped'], ['customers']);
  assert.deepEqual(Object.keys((answer.state as { streams: object }).streams).toSorted(), ['drafts', 'events', 'notes', 'tags']);
});

/** Each way in which a stream that is being read may come to be read otherwise. */
const changes: readonly [string, Partial<Source['catalog']['streams'][string]>][] = [
  ['another strategy', { strategy: { name: 'walked' } }],
  ['a total counted apart', { strategy: { name: 'countdown', total: 'apart' } }],
  ['another window', { window: { ...access, until: 'until', overlapMs: 60_000 } }],
];

for (const [what, change] of changes) {
  test(`A stream that comes to be read by ${what} in the middle of its window starts the window over, and no row is lost`, async (context) => {
    const { url, lists } = await api(context, 40);
    // In the order of change, so that a walk may read it too.
    lists.get('customers')?.sort((one, other) => (one.at ?? '').localeCompare(other.at ?? '') || one.id - other.id);
    const changed = like((streams) => ({ ...streams, customers: { ...streams['customers'], ...change } as Source['catalog']['streams'][string] }));
    const seen = nothing();
    await sync(mixed, url, seen, { streams: 'customers' }, 1_500, 1);
    assert.equal(phases(seen)['customers'], 'paging');
    // What had come must come again, since nothing says how much of it the new way would have read.
    seen.tables.clear();
    await sync(changed, url, seen, { streams: 'customers' }, 1_500);
    assert.equal(seen.tables.get('customers')?.size, 40);
    assert.equal(phases(seen)['customers'], 'idle');
  });
}

test('A stream that comes to go on from another kind of place starts at its beginning, and is named in the log', async (context) => {
  const { url } = await api(context);
  const seen = nothing();
  await sync(mixed, url, seen);
  const { tables, strategy, page, example } = streams.events;
  const dated = like((others) => ({ ...others, events: { tables, strategy, page, example, window: access, paths: { ...paths, stamp: ['at'] } } }));
  seen.tables.clear();
  const { call, log } = callOf(dated);
  const answer = await call({ state: seen.state, secrets: { baseUrl: url, token: 'a-token' }, customPayload: { streams: 'events' } });
  assert.equal(answer.insert['events']?.length, 25);
  assert.deepEqual(log[0]?.['dropped'], ['events']);
});

test('Through S3 a snapshot names its tables beside the schema, and the object holds the rows that it still has', async (context) => {
  const { url } = await api(context);
  const objects: string[] = [];
  const { answer, call } = callOf(mixed, {
    now: () => clock.now,
    putObject: (_, body) => {
      objects.push(Buffer.from(body).toString());
      return Promise.resolve();
    },
  });
  const event = { secrets: { baseUrl: url, token: 'a-token' }, customPayload: { streams: 'tags,drafts' } };
  const { softDelete, schema, hasMore } = await answer({ ...event, bucket: 'a-bucket', file: 'a-file' });
  assert.deepEqual([softDelete, Object.keys(schema), hasMore], [['tags'], ['tags', 'drafts'], false]);
  const directly = await call(event);
  assert.deepEqual(JSON.parse(objects[0] ?? ''), { insert: directly.insert, delete: directly.delete });
  assert.deepEqual(directly.softDelete, ['tags']);
});
