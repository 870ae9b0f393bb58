import '../without-coverage.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rightHandler } from '../simulation/system/wrong-handlers.ts';
import { wrongFillings } from '../simulation/system/wrong-fillings.ts';
import { fillingLaws } from './filling.ts';
import { fillingMatrix, judgeFilling } from './judge-filling.ts';
import { killedBy, printMatrix } from './matrix.ts';
import { readmeRows } from './readme-table.ts';
import { ourFillingTrial, wrongFillingTrial } from './trials.ts';

const matrix = await fillingMatrix(wrongFillingTrial);

for (const { law, broken } of await judgeFilling(rightHandler, ourFillingTrial)) {
  test(`${law.id} ${law.says}`, () => {
    assert.equal(broken, null);
  });
}

for (const { name, mistake } of wrongFillings) {
  test(`A law kills ${name}: ${mistake}`, (context) => {
    context.diagnostic(`killed by ${(matrix[name] ?? []).join(' ')}`);
    assert.notDeepEqual(matrix[name], []);
  });
}

test('The README names for each law of filling exactly the wrong handlers that it kills, and each kills one', (context) => {
  for (const line of printMatrix(matrix, fillingLaws.laws).split('\n')) context.diagnostic(line);
  for (const law of fillingLaws.laws) {
    assert.notDeepEqual(killedBy(matrix, law), [], law.id);
    assert.deepEqual(readmeRows().get(law.id)?.kills, killedBy(matrix, law), `${law.id}: run npm run laws -- --mutants --write`);
  }
});
