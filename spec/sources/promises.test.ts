import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { demandAcceptance } from '../../src/core/promise.ts';
import { everySource } from '../../src/sources/every-source.ts';
import { guideFile, withPromises } from './promises-table.ts';

test('The guide has the promises that the core computes, word for word (npm run promises writes them)', () => {
  assert.equal(readFileSync(guideFile, 'utf8'), withPromises());
});

test('Every source that can lose rows accepts it by name', () => {
  for (const { catalog } of Object.values(everySource)) demandAcceptance(catalog);
});
