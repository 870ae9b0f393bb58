import '../without-coverage.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loans } from '../../src/sources/loans.ts';
import { ours } from '../simulation/ours.ts';
import { judge } from './judge.ts';
import { explain } from './explain.ts';
import { laws } from './laws.ts';
import { ourTrial } from './trials.ts';

for (const verdict of judge(laws, ours, ourTrial)) {
  const { law, broken } = verdict;
  test(`${law.id} ${law.says}`, () => {
    assert.equal(broken === null ? null : explain(verdict, ours, ourTrial), null);
  });
}

test('Every law holds over the catalog of the loan platform', () => {
  const trial = { ...ourTrial, catalogs: [loans.catalog], runs: 60 };
  const broken = judge(laws, ours, trial).filter((verdict) => verdict.broken !== null);
  assert.deepEqual(broken.map((verdict) => explain(verdict, ours, trial)), []);
});

test('The same seed always draws the same stories', () => {
  const [one, other] = [1, 2].map(() => judge(laws, ours, { ...ourTrial, runs: 3 }));
  assert.deepEqual(one, other);
});
