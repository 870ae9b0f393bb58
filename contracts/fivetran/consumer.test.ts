import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { buildEvent } from '../../src/emulator/build-event.ts';
import { parseEvent } from '../../src/protocol/event.ts';
import { changedInteractions } from '../changed-interactions.ts';
import { failWith } from '../fail-with.ts';
import { brokenSchema } from './broken-schema.ts';
import { callOf, connectionOf } from './connection.ts';
import { contracts, pactPath, type Contract } from './contracts.ts';
import { writePact } from './write-pact.ts';

for (const contract of Object.values<Contract>(contracts)) {
  test(`The contract with the ${contract.provider} is what the stand-in for Fivetran sends, and what it can use of an answer`, async () => {
    const { path, text } = await writePact(contract);
    failWith(...changedInteractions(await readFile(path, 'utf8'), text));
  });
}

test('What changed in a contract is told by its interactions', async () => {
  const { provider, interactions } = contracts.connector;
  const [first, second, ...others] = interactions;
  const [added] = contracts.snapshots.interactions;
  assert.ok(first !== undefined && second !== undefined && added !== undefined);
  const { text } = await writePact({ provider, interactions: [{ ...first, payload: { pageSize: '3' } }, ...others, added] });
  assert.deepEqual(
    [...changedInteractions(await readFile(pactPath({ provider }), 'utf8'), text)].sort(),
    [`${first.asks}: it changed`, `${second.asks}: it is no longer asked`, `${added.asks}: it is new`].sort(),
  );
});

for (const interaction of Object.values<Contract>(contracts).flatMap(({ interactions }) => interactions)) {
  test(`The event that asks for ${interaction.asks} keeps its schema, and the handler's parser reads it`, () => {
    const event: unknown = JSON.parse(buildEvent(connectionOf(interaction), callOf(interaction)));
    failWith(brokenSchema('event', event));
    parseEvent(event);
  });
}
