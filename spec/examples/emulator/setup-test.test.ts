import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/core/json.ts';
import { FunctionError } from '../../../src/emulator/function-error.ts';
import { runSetupTest } from '../../../src/emulator/setup-test.ts';
import { answer, answering, things, type Answering } from './play.ts';

/** Waits for ever, as a limit does that is never reached. */
const sleep = (): Promise<void> => Promise.withResolvers<undefined>().promise;

function setupTestOf(given: Answering, events: JsonObject[] = []) {
  return runSetupTest({ invoke: answering([given], events), setup: { secrets: { token: 't' }, payload: {} }, syncId: 'sync-1', now: () => 0, sleep });
}

test('A setup test is one call with setup_test: true and the state of a first sync', async () => {
  const events: JsonObject[] = [];
  await setupTestOf(answer({ schema: things }), events);
  assert.equal(events.length, 1);
  assert.partialDeepStrictEqual(events[0], { setup_test: true, state: {}, secrets: { token: 't' } });
});

test('A setup test that passed tells the tables, and remarks nothing on an answer that only declares them', async () => {
  assert.deepEqual(await setupTestOf(answer({ schema: things })), { milliseconds: 0, bytes: 95, schema: things, remarks: [] });
});

test('Rows, a new state and hasMore: true are remarked on, since nothing of them is used', async () => {
  const { remarks } = await setupTestOf(answer({ state: { page: 1 }, schema: things, insert: { things: [{ id: 1 }] }, hasMore: true }));
  assert.equal(remarks.length, 3);
  assert.match(remarks.join('\n'), /carries 1 rows.*\n.*hasMore: true.*\n.*state is another one/);
});

test('An answer in a form of its own passes, with a remark: nothing documents what it has to be', async () => {
  const { schema, remarks } = await setupTestOf({ success: true });
  assert.deepEqual(schema, {});
  assert.match(remarks.join('\n'), /fields-are-known.*'success'/);
});

test('A setup test of a function that fails is its error, and an answer of null breaks a rule', async () => {
  const fails = (): never => {
    throw new TypeError('no token');
  };
  await assert.rejects(setupTestOf(fails), (error) => error instanceof FunctionError && error.message === 'TypeError : no token');
  await assert.rejects(setupTestOf(null), /answer-is-an-object/);
});

test('An answer of 65,536 bytes passes a setup test', async () => {
  const text = JSON.stringify(answer({ state: { blob: '' } }));
  const largest = text.replace('"blob":""', `"blob":"${'x'.repeat(65_536 - text.length)}"`);
  const { bytes } = await setupTestOf(largest);
  assert.equal(bytes, 65_536);
});
