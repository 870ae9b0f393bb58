import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contracts } from './contracts.ts';
import { readKnownStates } from './known-states.ts';
import { unreadableStates } from './read-states.ts';
import { verifyContract } from './verification.ts';
import { createHandler as createRenamed } from './wrong-connectors/renamed-state-field.ts';

/** Each connector that breaks the contract, an interaction that shows it, and what is said of it. */
const wrong: readonly { readonly module: string; readonly mistake: string; readonly asks: string; readonly says: RegExp }[] = [
  {
    module: 'has-more-as-text',
    mistake: 'sends hasMore as a text',
    asks: 'a sync with nothing new',
    says: /^\$\.hasMore: Expected 'false' \(String\) to be equal to false \(Boolean\)$/,
  },
  {
    module: 'delete-without-key',
    mistake: 'sends a delete without its key',
    asks: 'a sync after rows were deleted',
    says: /^\$\.delete\.applicants\[0\]: Actual map is missing the following keys: id$/,
  },
  {
    module: 'rows-of-a-setup-test',
    mistake: 'answers a setup test with rows',
    asks: 'a setup test',
    says: /^\$\.insert: Expected .* to be equal to \{\}$/m,
  },
  {
    module: 'swallows-errors',
    mistake: 'turns an error into an empty answer',
    asks: 'a sync while the source is down',
    says: /Actual map is missing the following keys: errorMessage, errorType/,
  },
];

const pathOf = (module: string): string => `contracts/fivetran/wrong-connectors/${module}.ts`;
const verifying = verifyContract(contracts.connector, ...wrong.map(({ module, asks }) => ({ module: pathOf(module), asks })));

for (const [nth, { mistake, asks, says }] of wrong.entries()) {
  test(`The contract catches a connector that ${mistake}`, async () => {
    const verdicts = (await verifying)[nth]?.verdicts;
    assert.deepEqual(Object.keys(verdicts ?? {}), [asks]);
    assert.match(verdicts?.[asks] ?? 'it kept the contract', says);
  });
}

test('The contract catches a connector that leaves out the soft delete of a snapshot', async () => {
  const asks = 'the first page of a snapshot';
  const [{ verdicts }] = await verifyContract(contracts.snapshots, { module: pathOf('without-soft-delete'), asks });
  assert.equal(verdicts[asks], '$: Actual map is missing the following keys: softDelete');
});

test('The states that are kept catch a connector that renamed a field of its state', async () => {
  const unreadable = await unreadableStates(createRenamed, await readKnownStates());
  assert.match(unreadable.join('\n'), /state\.streams\.loan_applications\.cursor: expected a value, but it is missing/);
});
