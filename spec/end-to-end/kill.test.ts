import assert from 'node:assert/strict';
import { test } from 'node:test';
import pLimit from 'p-limit';
import { runKillRound } from '../../scripts/kill-round.ts';

test('Five syncs that are killed at random moments lose nothing: the next run ends equal to the source', async () => {
  const twoAtATime = pLimit(2);
  const seeds = [1, 2, 3, 4, 5];
  const outcomes = await Promise.all(seeds.map((seed) => twoAtATime(() => runKillRound({ seed, applications: 60, killsWanted: 1 }))));
  for (const { comparisons } of outcomes) {
    for (const { table, missing, extra, different, examples } of comparisons) {
      assert.deepEqual({ table, missing, extra, different }, { table, missing: 0, extra: 0, different: 0 }, examples.join('\n'));
    }
  }
  assert.ok(outcomes.some(({ killed }) => killed > 0), 'every sync was done before its kill, so nothing was tried');
});
