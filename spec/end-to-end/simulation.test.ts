import '../without-coverage.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../src/core/json.ts';
import { environment } from '../../src/hosts/environment.ts';
import { fivetranName } from '../../src/protocol/fivetran-name.ts';
import { answers } from '../arbitraries/system/answers.ts';
import { world } from '../arbitraries/system/worlds.ts';
import { facts, temporaryWarehouse } from '../examples/warehouse/temporary-warehouse.ts';
import { brokenWorlds } from '../simulation/system/broken-worlds.ts';
import { busySetup, playBusyWorld } from '../simulation/system/busy-world.ts';
import type { CallManner, Command } from '../simulation/system/command.ts';
import { tryWorld } from '../simulation/system/check-world.ts';
import { checkWorlds, worldAt } from '../simulation/system/check-worlds.ts';
import { countTrial, noCounts } from '../simulation/system/counts.ts';
import { judge } from '../simulation/system/judge.ts';
import { apiToken } from '../simulation/system/play.ts';
import { tellStory } from '../simulation/system/story.ts';
import { calmTurn, type Fate } from '../simulation/system/turn.ts';
import { WarehouseModel } from '../simulation/system/warehouse-model.ts';
import { plainSetup } from '../simulation/system/world.ts';
import { rightHandler, wrongHandlers } from '../simulation/system/wrong-handlers.ts';

/** One seed for every run, so that two runs compare; `npm run laws:deep` draws a new one. */
const seed = 20_260_101;

test('Whatever source, network, Lambda and Fivetran do, nothing is ever lost and every call keeps the rules', async (context) => {
  const counts = noCounts();
  const story = await checkWorlds(rightHandler, { seed, runs: 300 }, (trial) => {
    countTrial(counts, trial);
  });
  assert.equal(story, null, story ?? '');
  context.diagnostic(`${counts.worlds} worlds, ${counts.calls} calls, ${counts.requests} requests, ${counts.edits} edits, seed ${seed}`);
  const faults = Object.entries(counts.faults).sort().map(([fault, count]) => `${fault} ${count}`);
  context.diagnostic(faults.join(', '));
  // A simulation in which nothing goes wrong proves nothing.
  assert.deepEqual(expectedFaults.filter((fault) => !(fault in counts.faults)), []);
});

const expectedFaults = [
  ...['lost on the way there', 'lost on the way back', 'never answered', 'slow', 'executed twice', 'cut off', 'commits late'],
  ...['status 408', 'status 429', 'status 500', 'status 502', 'status 503', 'status 504'],
  ...['Lambda dies before it', 'Lambda dies while it answers', 'Lambda dies after answering'],
  ...['objects stored', 'object slowly stored', 'object refused', 'object never answered', 'object lost before it is stored', 'object lost after it is stored'],
  ...['called again', 'called twice at once', 'answer loaded twice', 'gives up midway', 're-syncs from the beginning'],
];

test('The same seed and path always lead to the same history', async () => {
  for (const path of ['3', '17', '40']) {
    const [one, other] = [await tryWorld(worldAt(seed, path), rightHandler), await tryWorld(worldAt(seed, path), rightHandler)];
    assert.equal(JSON.stringify(one.history), JSON.stringify(other.history));
  }
});

test('A source with two edits between any two reads is always read in about one read per page', async (context) => {
  const history = await playBusyWorld(rightHandler, seed);
  assert.deepEqual(judge(history, busySetup, apiToken), { kind: 'kept' });
  const firstSync = history.slice(0, history.findIndex(({ kind }) => kind === 'sync ended'));
  const reads = firstSync.filter((happening) => happening.kind === 'requested' && happening.request.kind === 'list' && happening.request.list === 'applications');
  const edits = firstSync.filter(({ kind }) => kind === 'committed').length - 1;
  const pages = busySetup.applications / busySetup.pageSize;
  context.diagnostic(`${reads.length} reads of ${pages} pages, ${edits} edits meanwhile`);
  assert.ok(edits > reads.length, `${edits} edits`);
  assert.ok(reads.length <= 1.1 * pages, `${reads.length} reads`);
});

for (const { breaks, expects, play } of brokenWorlds) {
  test(`Where ${breaks}: ${expects}`, play);
}

test('The judge catches every handler that makes a mistake', async (context) => {
  const worlds = fc.sample(world, { seed, numRuns: 500 });
  for (const { mistake, createHandler, breaks } of wrongHandlers) {
    let tried = 0;
    let law: string | null = null;
    for (const drawn of worlds) {
      tried += 1;
      const { verdict } = await tryWorld(drawn, createHandler);
      if (verdict.kind === 'broken' && breaks.test(verdict.law)) {
        ({ law } = verdict);
        break;
      }
    }
    assert.ok(law !== null, `nothing is wrong in ${tried} worlds with a handler that ${mistake}`);
    context.diagnostic(`a handler that ${mistake}: caught in world ${tried}, "${law}"`);
  }
});

test('The simulated warehouse always holds what DuckDB holds', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  for (const sequence of fc.sample(answers, { seed, numRuns: 12 })) {
    const model = new WarehouseModel();
    for (const [nth, answer] of sequence.entries()) {
      model.load(answer, nth + 1);
      await warehouse.load(answer, facts);
    }
    for (const table of ['notes', 'lines']) {
      const stored = (await warehouse.query(`SELECT * EXCLUDE (_fivetran_synced) FROM ${table}`)).map(withoutNulls);
      const modelled = [...model.table(table).values()].map(({ row, deleted }) => withoutNulls({ ...row, _fivetran_deleted: deleted }));
      assert.deepEqual(stored.sort(), modelled.sort());
    }
    await warehouse.reset();
  }
});

/** A row as one text: names as in the warehouse, every value as text, columns that are NULL left out. */
function withoutNulls(row: JsonObject): string {
  const columns = Object.entries(row).filter(([, value]) => value !== null);
  return JSON.stringify(columns.map(([name, value]) => [fivetranName(name), typeof value === 'string' ? value : JSON.stringify(value)]).sort());
}

test('A call that keeps a slow pace never runs past the time it has', async () => {
  // Found by the simulation: a request waited for its turn beyond the end of the call, and Lambda ended it.
  const setup = { ...plainSetup, requestsPerSecond: 0.5 };
  const manner: CallManner = { limitMs: 1_000, way: { kind: 'as it should' } };
  const sync: Command = { kind: 'sync', callsMax: 5, calls: [manner, manner], turns: [] };
  const { history, verdict } = await tryWorld({ setup, commands: [sync, sync] }, rightHandler);
  assert.equal(verdict.kind, 'kept', tellStory(history, verdict));
});

test('An object that S3 never takes ends its call with an error, with or without a limit, and the next one goes on', async () => {
  // Found by the simulation: a call without a limit waited for ever.
  for (const limitMs of [null, 4_000, 60]) {
    const setup = { ...plainSetup, throughS3: true };
    const manner: CallManner = { limitMs, way: { kind: 'as it should' } };
    const sync: Command = { kind: 'sync', callsMax: 5, calls: [manner, manner], turns: [], puts: [{ kind: 'never answered' }] };
    const { history, verdict } = await tryWorld({ setup, commands: [sync] }, rightHandler);
    assert.equal(verdict.kind, 'kept', tellStory(history, verdict));
    const [first] = history.flatMap((happening) => (happening.kind === 'ended' ? [happening.end] : []));
    assert.ok(first?.kind === 'error' && first.type === 'SOURCE');
    assert.match(first.message, /bytes to be stored, but they were not within [\d.]+ s/);
  }
});

test('Where a call has no time at all, its object is not even begun', async () => {
  // Found by `npm run laws:deep`, seed 774185321: with nothing to read the upload was the first to wait.
  const calls: CallManner[] = [{ limitMs: 0, way: { kind: 'as it should' } }];
  const sync: Command = { kind: 'sync', callsMax: 500, calls: [], turns: [] };
  const { history, verdict } = await tryWorld({ setup: { ...plainSetup, throughS3: true }, commands: [sync, { ...sync, calls }] }, rightHandler);
  assert.equal(verdict.kind, 'kept', tellStory(history, verdict));
});

test('A token that the source repeats at the end of a long text never shows in part', async () => {
  // Found by the simulation: the text was cut in the middle of the token, whose beginning was then no longer struck out.
  const refused: Fate = { kind: 'refused', status: 503, retryAfter: null, body: 'long problem' };
  const sync: Command = { kind: 'sync', callsMax: 1, calls: [], turns: [{ ...calmTurn, fate: refused }] };
  const { history, verdict } = await tryWorld({ setup: { ...plainSetup, attempts: 1 }, commands: [sync] }, rightHandler);
  assert.match(JSON.stringify(history), /503 came/);
  assert.equal(verdict.kind, 'kept', tellStory(history, verdict));
});

test('A limit that is no whole number of milliseconds is a limit like any other', () => {
  // A tenth of Lambda's remaining time is kept back, and `AbortSignal.timeout` takes whole numbers only.
  assert.doesNotThrow(() => environment.timeout(0.7));
});
