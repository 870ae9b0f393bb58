import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isJsonObject } from '../../src/core/json.ts';
import { parseState, printState } from '../../src/core/state-text.ts';
import { createHandler } from '../../src/hosts/lambda.ts';
import { loans } from '../../src/sources/loans.ts';
import { failWith } from '../fail-with.ts';
import { answeredStates } from './answered-states.ts';
import { contracts } from './contracts.ts';
import { readKnownStates, stateFilesFor } from './known-states.ts';
import { unreadableStates } from './read-states.ts';

const known = await readKnownStates();

test('Every state that the connector ever answered with is one that it reads', async () => {
  assert.ok(known.length > 0);
  failWith(...(await unreadableStates(createHandler, known)));
});

for (const { file, state } of known) {
  test(`A stream goes on from where it stood in ${file}`, () => {
    assert.ok(isJsonObject(state) && isJsonObject(state['streams']));
    const { state: read, dropped } = parseState(loans.catalog, state);
    const stood = Object.fromEntries(Object.entries(state['streams']).filter(([stream]) => !dropped.includes(stream)));
    // Fields may have been added since, none changed.
    assert.partialDeepStrictEqual(printState(read), { streams: stood });
  });
}

test('Every shape of state that the connector answers with is kept', async () => {
  const unknown = await stateFilesFor(await answeredStates(createHandler, contracts.connector));
  failWith(...unknown.map(({ path }) => `${path} is not kept yet`));
});

test('A state of a shape that is not kept yet is noticed', async () => {
  const [first] = known;
  assert.ok(first !== undefined && isJsonObject(first.state));
  assert.deepEqual(await stateFilesFor([['a call', first.state]]), []);
  const [added, ...others] = await stateFilesFor([['a call', { ...first.state, note: 1 }]]);
  assert.equal(added?.path, 'contracts/fivetran/states/a-call.json');
  assert.deepEqual(others, []);
});
