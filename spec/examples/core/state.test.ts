import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../../src/core/failure.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { begun, oneList } from './one-list.ts';

const subject = oneList('exact', { pageSize: 2 });
const good = subject.print(begun(subject, 2, 9));

test('A state says in JSON how far each stream is', () => {
  assert.deepEqual(good, {
    version: 1,
    streams: {
      things: {
        phase: 'paging',
        cursor: null,
        window: { from: null, until: '2026-01-31T11:59:54.000Z', end: '2026-01-31T11:59:54.000Z' },
        pageSize: 2,
        fingerprint: '',
        restarts: 0,
        strategy: 'countdown',
        position: { at: 'count', page: 5, total: 9, changed: false },
      },
    },
  });
});

test('No state, null and an empty object are the first sync', () => {
  for (const json of [undefined, null, {}]) assert.deepEqual(subject.parse(json), { state: { streams: {} }, dropped: [] });
});

test('A stream that the source no longer has is dropped by name', () => {
  const json = { version: 1, streams: { gone: { anything: true }, things: { phase: 'idle', cursor: null } } };
  assert.deepEqual(subject.parse(json), { state: { streams: { things: { phase: 'idle', cursor: null } } }, dropped: ['gone'] });
});

/** Every way to spoil the state above: the change, and what the error has to name. */
const spoiled: readonly [string, Json, RegExp][] = [
  ['a text', 'state', /^state: expected an object, but it is 'state'/],
  ['a list', [], /^state: expected an object, but it is an array/],
  ['no version', { streams: {} }, /^state\.version: expected a value, but it is missing/],
  ['another version', { ...good, version: 2 }, /^state\.version: expected 1, but it is 2/],
  ['an unknown field', { ...good, cursor: 1 }, /^state\.cursor: expected one of the fields version, streams/],
  ['streams as a list', { ...good, streams: [] }, /^state\.streams: expected an object/],
  ['an unknown phase', withThings({ phase: 'resting', cursor: null }), /things\.phase: expected one of idle, due, paging, but it is 'resting'/],
  ['an idle stream with a window', withThings({ phase: 'idle', cursor: null, window: {} }), /things\.window: expected one of the fields phase, cursor/],
  ['a cursor that is no time', withThings({ phase: 'idle', cursor: 'yesterday' }), /things\.cursor: expected a UTC time/],
  ['a cursor that is a number', withThings({ phase: 'idle', cursor: 7 }), /things\.cursor: expected a UTC time such as .*, but it is 7/],
  ['a negative page', withPosition({ page: -1 }), /position\.page: expected a whole number of at least 1, but it is -1/],
  ['half a page', withPosition({ page: 1.5 }), /position\.page: expected a whole number of at least 1, but it is 1.5/],
  ['a total that is a text', withPosition({ total: '9' }), /position\.total: expected a whole number of at least 0, but it is '9'/],
  ['a page beyond every number', withPosition({ page: JSON.rawJSON('9007199254740993') }), /position\.page: .* but it is 9007199254740993/],
  ['changed as a text', withPosition({ changed: 'no' }), /position\.changed: expected true or false/],
  ['an unknown position', withPosition({ at: 'end' }), /position\.at: expected one of first, climb, count/],
  ['a climb at page 1', withThings({ ...pagingThings(), position: { at: 'climb', page: 1 } }), /position\.page: expected a whole number of at least 2/],
  ['a strategy of another source', withThings({ ...pagingThings(), strategy: 'x'.repeat(50) }), /strategy: expected one of countdown, walked, keyset, token, plain, but it is a text of 50 characters/],
  ['a strategy that is null', withThings({ ...pagingThings(), strategy: null }), /strategy: expected a text, but it is null/],
  ['no restarts', withThings(without(pagingThings(), 'restarts')), /things\.restarts: expected a value, but it is missing/],
  ['a page size of nothing', withThings({ ...pagingThings(), pageSize: 0 }), /pageSize: expected a whole number of at least 1/],
  ['a window that ends before it begins', withWindow({ from: '2026-02-01T00:00:00Z' }), /window\.until: expected a time after the beginning/],
  ['a window whose whole ends before its piece', withWindow({ end: '2026-01-01T00:00:00Z' }), /window\.end: expected a time not before `until`/],
  ['a window that ends where it begins', withWindow({ from: '2026-01-31T11:59:54.000Z' }), /window\.until: expected a time after the beginning/],
  ['no beginning of a window', withWindow({ from: 7 }), /window\.from: expected a UTC time/],
  ['no end of a piece', withWindow({ until: null }), /window\.until: expected a UTC time such as .*, but it is null/],
  ['no end of a window', withWindow({ end: {} }), /window\.end: expected a UTC time such as .*, but it is an object/],
  ['a fingerprint that is true', withThings({ ...pagingThings(), fingerprint: true }), /things\.fingerprint: expected a text, but it is true/],
  ['negative restarts', withThings({ ...pagingThings(), restarts: -1 }), /things\.restarts: expected a whole number of at least 0/],
  ['short rows that are a text', withThings({ ...pagingThings(), position: { at: 'first', shortRows: 'x'.repeat(40) } }), /position\.shortRows: expected a whole number of at least 0, but it is 'x{40}'/],
  ['a page of 50 digits', withPosition({ page: JSON.rawJSON('1'.repeat(50)) }), /position\.page: .* but it is 1{40}\. /],
  ['a cursor beyond the window', withThings({ ...pagingThings(), cursor: '2027-01-01T00:00:00Z' }), /things\.cursor: expected a time not after the end of the whole window/],
];

for (const [what, json, message] of spoiled) {
  test(`A state with ${what} is an error that names the field`, () => {
    assert.throws(
      () => subject.parse(json),
      (error: unknown) => error instanceof Failure && error.code === 'STATE' && message.test(error.message),
    );
  });
}

test('Every place in a window reads back', () => {
  for (const position of [
    { at: 'first', shortRows: null },
    { at: 'first', shortRows: 0 },
    { at: 'climb', page: 2 },
    { at: 'count', page: 1, total: null, changed: true },
  ]) {
    const json = withThings({ ...pagingThings(), cursor: '2026-01-01T00:00:00.000Z', position });
    assert.deepEqual(subject.print(subject.parse(json).state), json);
  }
});

test('An idle stream reads back, and a window that begins somewhere, up to the cursor', () => {
  const until = '2026-01-31T11:59:54.000Z';
  for (const json of [
    withThings({ phase: 'idle', cursor: until }),
    withThings({ phase: 'due', cursor: null }),
    withThings({ ...pagingThings(), cursor: until, window: { from: '2026-01-31T11:59:53.999Z', until, end: until } }),
  ]) {
    assert.deepEqual(subject.print(subject.parse(json).state), json);
  }
});

function pagingThings(): JsonObject {
  return (good['streams'] as { things: JsonObject }).things;
}

function withThings(things: JsonObject): JsonObject {
  return { ...good, streams: { things } };
}

function withPosition(change: JsonObject): JsonObject {
  return withThings({ ...pagingThings(), position: { ...(pagingThings()['position'] as JsonObject), ...change } });
}

function withWindow(change: JsonObject): JsonObject {
  return withThings({ ...pagingThings(), window: { ...(pagingThings()['window'] as JsonObject), ...change } });
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => field !== name));
}
