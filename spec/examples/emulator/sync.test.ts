import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isExactNumber, type JsonObject } from '../../../src/core/json.ts';
import { FunctionError } from '../../../src/emulator/function-error.ts';
import { invokeHandler } from '../../../src/emulator/invoke.ts';
import type { SyncCall } from '../../../src/emulator/sync.ts';
import { answer, stageFor, things } from './play.ts';

const row = (id: number): JsonObject => answer({ state: { page: id }, schema: things, insert: { things: [{ id }] }, hasMore: true });
const last = (page: number): JsonObject => answer({ state: { page }, schema: things });

test('A sync goes on with each new state until hasMore is false', async (context) => {
  const { play, events, state, warehouse } = await stageFor(context);
  const report = await play([row(1), row(2), last(3)]);
  assert.deepEqual(events.map((event) => event['state']), [{}, { page: 1 }, { page: 2 }]);
  assert.deepEqual(await state(), { page: 3 });
  assert.deepEqual(await warehouse.query('SELECT id FROM things ORDER BY id'), [{ id: '1' }, { id: '2' }]);
  assert.partialDeepStrictEqual(report, { calls: 3, rows: 2, end: 'done', warnings: [] });
});

test('An event has what Fivetran sends, and setup_test only in a setup test', async (context) => {
  const { play, events } = await stageFor(context);
  await play([last(1)], { setup: { secrets: { token: 't' }, payload: { pageSize: '5' } } });
  assert.deepEqual(events, [
    {
      agent: 'Fivetran AWS Lambda Connector/local_connection/local_schema',
      state: {},
      secrets: { token: 't' },
      customPayload: { pageSize: '5' },
      sync_id: 'sync-1',
    },
  ]);
});

test('A call that fails stores nothing, and the next sync starts from the last good state', async (context) => {
  const { play, events, state, warehouse } = await stageFor(context);
  const fails = (): never => {
    throw new RangeError('the source is down');
  };
  await assert.rejects(play([row(1), fails]), (error) => error instanceof FunctionError && error.message === 'RangeError : the source is down');
  assert.deepEqual(await state(), { page: 1 });
  await play([row(2), last(2)]);
  assert.deepEqual(events.map((event) => event['state']), [{}, { page: 1 }, { page: 1 }, { page: 2 }]);
  assert.deepEqual(await warehouse.query('SELECT count(*) AS rows FROM things'), [{ rows: '2' }]);
});

test('An error that is returned instead of thrown is an error', async (context) => {
  const { play, state } = await stageFor(context);
  const returned = { errorMessage: 'no more quota', errorType: 'QuotaError', stackTrace: ['at …'] };
  await assert.rejects(play([returned]), (error) => error instanceof FunctionError && error.message === 'QuotaError : no more quota');
  assert.equal(await state(), null);
});

test('A lenient sync takes hasMore as a text, and says so once', async (context) => {
  const { play } = await stageFor(context);
  const texts = [{ ...row(1), hasMore: 'true' }, { ...row(2), hasMore: 'true' }, { ...last(3), hasMore: 'false' }];
  const { calls, warnings } = await play(texts, { lenient: true });
  assert.equal(calls, 3);
  assert.deepEqual(warnings, ["hasMore was the text 'true': send the boolean true", "hasMore was the text 'false': send the boolean false"]);
});

test('Ten empty answers in a row are taken, and a row begins the count anew', async (context) => {
  const { play } = await stageFor(context);
  const empty = Array.from({ length: 10 }, () => answer({ hasMore: true }));
  const { calls } = await play([...empty, row(1), ...empty, row(2), last(3)]);
  assert.equal(calls, 23);
});

test('An answer of exactly the largest size is taken', async (context) => {
  const { play } = await stageFor(context);
  const text = (characters: number): string => JSON.stringify(answer({ insert: { notes: [{ text: 'x'.repeat(characters) }] } }));
  const largest = text(6_291_456 - text(0).length);
  const { bytes } = await play([largest]);
  assert.equal(bytes, 6_291_456);
});

test('A sync that may make so many calls stops there, and the next one goes on', async (context) => {
  const { play, events } = await stageFor(context);
  const { end, calls } = await play([row(1), row(2), last(3)], { callsMax: 2 });
  assert.deepEqual([end, calls], ['calls', 2]);
  await play([last(3)]);
  assert.deepEqual(events.at(-1)?.['state'], { page: 2 });
});

test('A sync that is interrupted stores the answer in hand first', async (context) => {
  const { play, state } = await stageFor(context);
  const stopping = new AbortController();
  const interrupts = (): JsonObject => {
    stopping.abort();
    return row(1);
  };
  const { end } = await play([interrupts, row(2)], { signal: stopping.signal });
  assert.equal(end, 'interrupted');
  assert.deepEqual(await state(), { page: 1 });
});

test('Each call is reported with what went in and what came of it', async (context) => {
  const { play } = await stageFor(context);
  const calls: SyncCall[] = [];
  const invoked: number[] = [];
  const clock = [0, 100, 130, 200, 270];
  await play([row(1), last(2)], {
    now: () => clock.shift() ?? 300,
    onInvoke: ({ nth }) => invoked.push(nth),
    onCall: (call) => calls.push(call),
  });
  assert.deepEqual(invoked, [1, 2]);
  assert.deepEqual(
    calls.map(({ nth, state, answer: { state: after, hasMore }, milliseconds }) => ({ nth, state, after, hasMore, milliseconds })),
    [
      { nth: 1, state: {}, after: { page: 1 }, hasMore: true, milliseconds: 30 },
      { nth: 2, state: { page: 1 }, after: { page: 2 }, hasMore: false, milliseconds: 30 },
    ],
  );
});

test('A long number in the state comes back to the function digit for digit', async (context) => {
  const { play, events } = await stageFor(context);
  await play(['{"state": {"token": 9007199254740993}, "hasMore": false}']);
  await play([last(1)]);
  const { token } = events[1]?.['state'] as JsonObject;
  assert.ok(isExactNumber(token));
  assert.equal(token.rawJSON, '9007199254740993');
});

test('A handler is run as on Lambda: it gets a copy of the event and its time, and its error becomes a name and a message', async () => {
  const given = { state: { page: 1 } };
  let left = 0;
  const invoke = invokeHandler(
    (event, { getRemainingTimeInMillis }) => {
      left = getRemainingTimeInMillis();
      assert.deepEqual(event, given);
      return Promise.resolve({ state: {}, nothing: undefined });
    },
    () => 5,
  );
  assert.deepEqual(await invoke(JSON.stringify(given)), { kind: 'answer', text: '{"state":{}}' });
  assert.equal(left, 900_000);
  const failing = invokeHandler(() => Promise.reject(new TypeError('no')));
  assert.deepEqual(await failing('{}'), { kind: 'error', errorType: 'TypeError', errorMessage: 'no' });
  const nothing = invokeHandler(() => Promise.resolve(undefined));
  assert.deepEqual(await nothing('{}'), { kind: 'answer', text: 'null' });
});
