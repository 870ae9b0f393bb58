import '../without-coverage.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findRevealed } from './find-revealed.ts';
import { plantedCases } from './planted-cases.ts';

test('Whatever an event and an API give back, no secret comes out: not in the log, an error, a state or beside the rows of an object', async () => {
  let struck = 0;
  await fc.assert(
    fc.asyncProperty(plantedCases, async (planted) => {
      const seen = await findRevealed(planted);
      assert.equal(seen.revealed, null);
      if (seen.struck) struck += 1;
    }),
    // `npm run fuzz` draws new ones.
    { numRuns: 500, seed: 8 },
  );
  // What was planted would have come out.
  assert.ok(struck > 100);
});
