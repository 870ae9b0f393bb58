import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connector } from '../../../src/core/connector.ts';
import { Failure } from '../../../src/core/failure.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { Ask, Tables } from '../../../src/core/page.ts';
import type { State } from '../../../src/core/state.ts';
import { thingsCatalog, thingsOptions } from '../../simulation/things.ts';
import { next, noon, pageOf } from './one-list.ts';

const catalog = thingsCatalog('exact');
const both = connector(catalog, thingsOptions);
const cursor = (noon - 3_600_000) as Instant;

test('A sync begins when every chosen stream is idle or unknown, and all become due', () => {
  const { state } = next(both, { streams: { things: { phase: 'idle', cursor } } });
  assert.equal(state.streams['deleted_things']?.phase, 'paging');
  assert.deepEqual(state.streams['things'], { phase: 'due', cursor });
});

test('A stream that is finished is not opened again in the same sync', () => {
  const state: State = { streams: { deleted_things: { phase: 'idle', cursor }, things: { phase: 'due', cursor } } };
  assert.equal(next(both, state).ask.stream, 'things');
  assert.equal(both.respond(state).hasMore, true);
});

test('A stream that is new to a sync under way waits for the next one', () => {
  const state: State = { streams: { things: { phase: 'due', cursor } } };
  const planned = next(both, state);
  assert.equal(planned.ask.stream, 'things');
  assert.equal(planned.state.streams['deleted_things'], undefined);
});

test('A stream that is not chosen keeps its state and does not count', () => {
  const things = connector(catalog, { ...thingsOptions, streams: ['things'] });
  const state: State = { streams: { deleted_things: { phase: 'due', cursor } } };
  const { state: opened, ask } = next(things, state);
  const done = things.step(opened, pageOf(ask, 0, 0));
  assert.deepEqual(done.state.streams['deleted_things'], { phase: 'due', cursor });
  assert.equal(done.hasMore, false);
});

test('The schema names the tables of the chosen streams and their keys', () => {
  assert.deepEqual(both.respond({ streams: {} }).schema, { things: { primary_key: ['id'] } });
});

test('A page for a stream that is not being read changes nothing', () => {
  const { ask } = next(both, { streams: {} });
  assert.deepEqual(both.step({ streams: {} }, pageOf(ask, 1, 1)), both.respond({ streams: {} }));
});

test('A page for a stream that the source does not have is a bug', () => {
  const ask: Ask = { ...next(both, { streams: {} }).ask, stream: 'others' };
  assert.throws(() => both.step({ streams: {} }, pageOf(ask, 1, 1)), failure('BUG', /'others' was asked for/));
});

test('A key that stands twice on one page is once in the answer, as its last row has it', () => {
  const { state, ask } = next(both, { streams: {} });
  const again = { id: 'c' };
  const changes = [{ insert: { things: [{ id: 'a', n: 1 }, again, { id: 'b' }, { id: 'a', n: 2 }, again] } }];
  const response = both.step(state, { ...pageOf(ask, 2, 2), changes });
  // Until then a page's rows stand as they came, and are not copied.
  assert.equal(response.insert['things'], changes[0]?.insert.things);
  assert.deepEqual(both.merge([response]).insert, { things: [{ id: 'b' }, { id: 'a', n: 2 }, { id: 'c' }] });
  assert.deepEqual(both.merge([response, response]).insert, both.merge([response]).insert);
  const gone = { ...response, insert: {}, delete: { things: [{ id: 'a' }, { id: 'b' }, { id: 'a' }] } };
  assert.deepEqual(both.merge([gone]).delete, { things: [{ id: 'b' }, { id: 'a' }] });
});

test('A row without its key fails its own page, so that those before it can be answered', () => {
  const { state, ask } = next(both, { streams: {} });
  const step = (insert: Tables) => () => both.step(state, { ...pageOf(ask, 1, 1), changes: [{ insert }] });
  assert.throws(step({ things: [{ id: 'a' }, { name: 'b' }] }), failure('CONTRACT', /key column id/));
  assert.throws(step({ others: [] }), failure('BUG', /rows of others came/));
  assert.deepEqual(step({ things: [] })().insert, {});
});

test('Within one change an insert wins over a delete of the same key', () => {
  const { state, ask } = next(both, { streams: {} });
  const changes = [{ insert: { things: [{ id: 'a' }] }, delete: { things: [{ id: 'a' }, { id: 'b' }] } }];
  const response = both.step(state, { ...pageOf(ask, 1, 1), changes });
  assert.deepEqual([response.insert, response.delete], [{ things: [{ id: 'a' }] }, { things: [{ id: 'b' }] }]);
});

test('Merged, the later of two changes of a key wins', () => {
  const empty = both.respond({ streams: {} });
  const inserted = { ...empty, insert: { things: [{ id: 'a' }, { id: 'b' }] } };
  const deleted = { ...empty, delete: { things: [{ id: 'a' }] } };
  const merged = both.merge([inserted, deleted]);
  assert.deepEqual([merged.insert, merged.delete], [{ things: [{ id: 'b' }] }, { things: [{ id: 'a' }] }]);
  assert.deepEqual(both.merge([deleted, inserted]).delete, {});
});

test('Merging nothing is a bug', () => {
  assert.throws(() => both.merge([]), failure('BUG', /at least one response/));
});

test('Keys of several columns, and of other types than text, are told apart', () => {
  const pairs = connector(
    { ...catalog, tables: { things: { primary_key: ['kind', 'id'] } } },
    thingsOptions,
  );
  const empty = pairs.respond({ streams: {} });
  const rows = [{ kind: 'a', id: 1 }, { kind: 'a', id: '1' }, { kind: 'a', id: JSON.rawJSON('12345678901234567890') }, { kind: 'a', id: 1 }];
  assert.equal(pairs.merge([{ ...empty, insert: { things: rows } }, empty]).insert['things']?.length, 3);
  const long = { id: JSON.rawJSON('12345678901234567890') };
  const twice = both.merge([{ ...empty, insert: { things: [long, { ...long, id: JSON.rawJSON('12345678901234567890') }] } }, empty]);
  assert.equal(twice.insert['things']?.length, 1);
  const single = both.merge([{ ...empty, insert: { things: [{ id: 1 }, { id: '1' }, { id: true }] } }, empty]);
  assert.equal(single.insert['things']?.length, 3);
});

for (const [what, row] of [['no key', {}], ['a null key', { id: null }], ['a key that is an object', { id: {} }]] as const) {
  test(`A row with ${what} is a contract error`, () => {
    const empty = both.respond({ streams: {} });
    assert.throws(() => both.merge([{ ...empty, insert: { things: [row] } }, empty]), failure('CONTRACT', /key column id/));
  });
}

test('A row for a table that the source does not declare is a bug', () => {
  const empty = both.respond({ streams: {} });
  assert.throws(() => both.merge([{ ...empty, insert: { others: [{ id: 1 }] } }, empty]), failure('BUG', /rows of others came/));
});

function failure(code: Failure['code'], message: RegExp) {
  return (error: unknown) => error instanceof Failure && error.code === code && message.test(error.message);
}

test('A failure names the sync where it is known', () => {
  const parts = { at: 'here', expected: 'this', came: 'that came', action: 'Do so.' };
  assert.equal(new Failure('LIMIT', parts).message, 'here: expected this, but that came. Do so.');
  assert.equal(new Failure('LIMIT', { ...parts, sync: 'abc' }).message, 'here: expected this, but that came. Do so. (sync abc)');
});
