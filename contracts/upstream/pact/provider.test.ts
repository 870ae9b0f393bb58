import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interactions } from './interactions.ts';
import { verifyContract } from './verification.ts';

const descriptions = Object.values(interactions).map(({ description }) => description);
const verifying = verifyContract(['the loan API']).then((verdicts) => verdicts.get('the loan API') ?? new Map<string, null>());

test('Every interaction of the contract is verified against the loan API', async () => {
  assert.deepEqual([...(await verifying).keys()].sort(), descriptions.toSorted());
});

for (const description of descriptions) {
  test(`The loan API keeps the contract for ${description}`, async () => {
    assert.equal((await verifying).get(description), null);
  });
}
