import '../without-coverage.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mutants } from '../mutants/mutants.ts';
import { laws } from './laws.ts';
import { killedBy, killMatrix, printMatrix } from './matrix.ts';
import { readmeRows } from './readme-table.ts';
import { mutantTrial } from './trials.ts';

/** The fewest wrong cores that are worth the name. */
const mutantsLeast = 22;

const matrix = killMatrix(laws, mutants, mutantTrial);

test('The wrong cores are many, each with a name and a mistake of its own', () => {
  assert.ok(mutants.length >= mutantsLeast);
  assert.equal(new Set(mutants.map(({ name }) => name)).size, mutants.length);
  assert.equal(new Set(mutants.map(({ mistake }) => mistake)).size, mutants.length);
});

for (const { name, mistake } of mutants) {
  test(`A law kills ${name}: ${mistake}`, (context) => {
    context.diagnostic(`killed by ${(matrix[name] ?? []).join(' ')}`);
    assert.notDeepEqual(matrix[name], []);
  });
}

for (const law of laws) {
  test(`${law.id} kills a wrong core, so it can fail`, () => {
    assert.notDeepEqual(killedBy(matrix, law), []);
  });
}

test('The README names for each law exactly the wrong cores that it kills', (context) => {
  for (const line of printMatrix(matrix, laws).split('\n')) context.diagnostic(line);
  const rows = readmeRows();
  for (const law of laws) assert.deepEqual(rows.get(law.id)?.kills, killedBy(matrix, law), `${law.id}: run npm run laws -- --mutants --write`);
});
