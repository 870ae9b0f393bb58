import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callFunction } from '../../../src/emulator/call-function.ts';
import type { SyncRequest } from '../../../src/emulator/sync.ts';
import { runSetupTest } from '../../../src/emulator/setup-test.ts';
import { BrokenRule } from '../../../src/emulator/rules/broken-rule.ts';
import type { KnownKeys } from '../../../src/emulator/rules/check-keys.ts';
import { rules, type RuleName } from '../../../src/emulator/rules/rules.ts';
import { answer, answering, stageFor, things, type Answering, type Stage } from './play.ts';

/** What breaks a rule: an answer, or several of which only the last does; or a way to play of its own. */
type Breach = { readonly answers: readonly Answering[] } | { readonly plays: (stage: Stage) => Promise<unknown> };

const never = (): Promise<never> => Promise.withResolvers<never>().promise;
const setupTest = { setup: { secrets: {}, payload: {} }, syncId: 'sync-1', now: () => 0, sleep: never };
const one = { id: 1 };
const stored = { state: {}, schema: things, hasMore: false };

/** A bucket that holds this text under every key; null is none. */
function bucketOf(text: string | null): Pick<SyncRequest, 'store'> {
  return { store: { bucket: 'rows', read: () => Promise.resolve(text), remove: () => Promise.resolve() } };
}

/** For every rule an answer that breaks it, and what the error shows as the evidence. */
const breaches: Readonly<Record<RuleName, Breach & { readonly seen: RegExp }>> = {
  'answer-is-an-object': { answers: [null], seen: /the answer is null/ },
  'fields-are-known': { answers: [answer({ hasmore: false })], seen: /a field 'hasmore'/ },
  'state-is-an-object': { answers: [answer({ state: 'page 3' })], seen: /state is a string/ },
  'hasMore-is-boolean': { answers: [answer({ hasMore: 'false' })], seen: /the text 'false'/ },
  'rows-are-objects': { answers: [answer({ insert: { things: [one, [2]] } })], seen: /insert\.things\[1\] is a list/ },
  'key-is-declared': { answers: [answer({ schema: { things: { primary_key: 'id' } } })], seen: /schema\.things has no list/ },
  'key-is-present': { answers: [answer({ schema: things, insert: { things: [one, { id: null }] } })], seen: /insert\.things\[1\] has null as its id/ },
  'key-is-unique': { answers: [answer({ schema: things, insert: { things: [one, { id: 2 }, one] } })], seen: /has key \["1"\] more than once/ },
  'key-never-changes': {
    answers: [
      answer({ schema: things, insert: { things: [one] }, hasMore: true }),
      answer({ schema: { things: { primary_key: ['id', 'part'] } }, insert: { things: [{ id: 1, part: 1 }] } }),
    ],
    seen: /was \(id\) and is \(id, part\)/,
  },
  'delete-needs-schema': { answers: [answer({ delete: { things: [one] } })], seen: /delete names things/ },
  'insert-and-delete-are-disjoint': {
    answers: [answer({ schema: things, insert: { things: [one] }, delete: { things: [one] } })],
    seen: /key \["1"\] of things is in both/,
  },
  'softDelete-is-a-list': { answers: [answer({ softDelete: true })], seen: /softDelete is a boolean/ },
  'names-do-not-collide': { answers: [answer({ insert: { things: [{ userData: 1, 'user-data': 2 }] } })], seen: /userData and user-data both become user_data/ },
  'names-are-not-reserved': { answers: [answer({ insert: { things: [{ _fivetran_synced: 1 }] } })], seen: /_fivetran_synced/ },
  'request-fits': {
    // Just small enough as an answer, too large with all that an event carries beside it.
    answers: [answer({ state: { blob: 'x'.repeat(6_291_370) }, hasMore: true })],
    seen: /the event is 6,291,\d{3} bytes/,
  },
  'answer-fits': { answers: [answer({ insert: { things: [{ text: 'ü'.repeat(3_145_728) }] } })], seen: /the answer is 6,291,\d{3} bytes/ },
  'object-is-stored': { plays: ({ play }) => play([stored], bucketOf(null)), seen: /there is no object sync-1\/1\.json/ },
  'object-holds-the-rows': { plays: ({ play }) => play([stored], bucketOf('{"insert": {')), seen: /is no JSON object: 12 characters/ },
  'answers-are-not-empty-for-ever': { answers: [answer({ hasMore: true })], seen: /11 answers in a row/ },
  'sync-ends-within-six-hours': {
    // It does not fail: what was stored stays, and the rest comes with the next sync.
    plays: async ({ play }) => {
      let hours = 0;
      const { end, calls } = await play([answer({ insert: { things: [one] }, hasMore: true })], { now: () => (hours += 1) * 3_600_000 });
      assert.ok(calls > 1);
      if (end === 'six-hours') throw new BrokenRule('sync-ends-within-six-hours', 'the report of the sync says six-hours');
    },
    seen: /six-hours/,
  },
  'setup-test-answer-fits': {
    plays: () => runSetupTest({ ...setupTest, invoke: answering([answer({ state: { blob: 'x'.repeat(65_536) } })]) }),
    seen: /the answer is 65,\d{3} bytes/,
  },
  'setup-test-ends-within-five-minutes': {
    plays: () => runSetupTest({ ...setupTest, invoke: never, sleep: () => Promise.resolve() }),
    seen: /no answer came within 300 seconds/,
  },
};

test('Every rule has an answer that breaks it', () => {
  assert.deepEqual(Object.keys(breaches).sort(), Object.keys(rules).sort());
});

for (const [name, breach] of Object.entries(breaches) as [RuleName, (typeof breaches)[RuleName]][]) {
  test(`An answer that breaks ${name} stops the sync and is not stored`, async (context) => {
    const stage = await stageFor(context);
    const broken = 'answers' in breach ? stage.play(breach.answers) : breach.plays(stage);
    await assert.rejects(broken, (error) => {
      assert.ok(error instanceof BrokenRule, String(error));
      assert.equal(error.rule, name);
      assert.match(error.seen, breach.seen);
      for (const part of [name, rules[name].says, rules[name].evidence, rules[name].mend, error.seen]) assert.ok(error.message.includes(part), part);
      return true;
    });
    if (!('answers' in breach)) return;
    const [log] = await stage.warehouse.query('SELECT count(*) AS calls FROM _connector.calls');
    // A request that is too large is never sent, so all that were sent are stored.
    assert.equal(log?.['calls'], String(name === 'request-fits' ? stage.events.length : stage.events.length - 1));
  });
}

/** Further ways to break a rule, each known from a connector that somebody wrote. */
const furtherBreaches: readonly [string, RuleName, Answering, KnownKeys?][] = [
  ['is cut off', 'answer-is-an-object', '{"state": {'],
  ['is a text', 'answer-is-an-object', '"done"'],
  ['is a list', 'answer-is-an-object', [answer()]],
  ['has no state', 'state-is-an-object', { insert: {}, hasMore: false }],
  ['has a state of null', 'state-is-an-object', answer({ state: null })],
  ['has no hasMore', 'hasMore-is-boolean', { state: {} }],
  ["says hasMore: 'true'", 'hasMore-is-boolean', answer({ hasMore: 'true' })],
  ['says hasMore: 1', 'hasMore-is-boolean', answer({ hasMore: 1 })],
  ['carries an error beside a state', 'fields-are-known', answer({ errorMessage: 'no' })],
  ['has rows that are no list', 'rows-are-objects', answer({ insert: { things: one } })],
  ['has a list of rows without a table', 'rows-are-objects', answer({ insert: [one] })],
  ['deletes a text', 'rows-are-objects', answer({ schema: things, delete: { things: ['1'] } })],
  ['names a key column twice', 'key-is-declared', answer({ schema: { things: { primary_key: ['id', 'id'] } } })],
  ['names a key column that is empty', 'key-is-declared', answer({ schema: { things: { primary_key: [''] } } })],
  ['has a schema that is a list', 'key-is-declared', answer({ schema: ['things'] })],
  ['leaves out the key of a deleted row', 'key-is-present', answer({ schema: things, delete: { things: [{ name: 'a' }] } })],
  ['has one key as a number and as a text', 'key-is-unique', answer({ schema: things, insert: { things: [one, { id: '1' }] } })],
  ['deletes a key twice', 'key-is-unique', answer({ schema: things, delete: { things: [one, one] } })],
  ['drops the key of a table', 'key-never-changes', answer({ insert: { things: [one] } }), { things: ['id'] }],
  ['gives a key to a table that had none', 'key-never-changes', answer({ schema: things, insert: { things: [one] } }), { things: [] }],
  ['soft-deletes a table without a key', 'delete-needs-schema', answer({ softDelete: ['things'] })],
  ['soft-deletes a number', 'softDelete-is-a-list', answer({ softDelete: [1] })],
  ['has two tables of one name', 'names-do-not-collide', answer({ insert: { Things: [one], things: [one] } })],
  ['has a key column beside its other spelling', 'names-do-not-collide', answer({ schema: things, insert: { things: [{ id: 1, ID: 1 }] } })],
  ["has a table of Fivetran's own", 'names-are-not-reserved', answer({ insert: { _fivetran_audit: [one] } })],
];

for (const [what, rule, given, known = {}] of furtherBreaches) {
  test(`An answer that ${what} breaks ${rule}`, async () => {
    const called = callFunction(answering([given]), '{}', known, { lenient: false });
    await assert.rejects(called, (error) => error instanceof BrokenRule && error.rule === rule);
  });
}

for (const [what, answered, text] of [
  ['carries rows beside its object', answer(), '{"insert":{},"delete":{}}'],
  ['leaves a list in its object', stored, '[]'],
  ['leaves its state in the object', stored, '{"insert":{},"state":{}}'],
] as const) {
  test(`An answer through S3 that ${what} breaks object-holds-the-rows, and is not stored`, async (context) => {
    const { play, state } = await stageFor(context);
    await assert.rejects(play([answered], bucketOf(text)), (error) => error instanceof BrokenRule && error.rule === 'object-holds-the-rows');
    assert.equal(await state(), null);
  });
}

test('A setup test that is answered after five minutes has failed, whatever the answer', async () => {
  const clock = [0, 300_001];
  const late = runSetupTest({ ...setupTest, invoke: answering([answer()]), now: () => clock.shift() ?? 0 });
  await assert.rejects(late, (error) => error instanceof BrokenRule && error.rule === 'setup-test-ends-within-five-minutes');
});
