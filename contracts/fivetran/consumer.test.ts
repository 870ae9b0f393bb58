import assert from 'node:assert/strict';
import { test } from 'node:test';
import { staleFiles } from '../generated-file.ts';
import { brokenSchema } from './broken-schema.ts';
import { callOf, connectionOf } from './connection.ts';
import { interactions } from './interactions/interactions.ts';
import { softDelete } from './interactions/soft-delete.ts';
import { buildEvent } from '../../src/emulator/build-event.ts';
import { parseEvent } from '../../src/protocol/event.ts';
import { writePact } from './write-pact.ts';

test('The contract is what the stand-in for Fivetran sends, and what it can use of an answer', async () => {
  assert.deepEqual(await staleFiles([await writePact(interactions)]), [], 'refresh it with `npm run contracts -- --write`');
});

test('A soft delete of a snapshot is an answer that the stand-in can use', async () => {
  const { text } = await writePact([softDelete]);
  assert.match(text, /"softDelete": \[\s*"branches"\s*\]/);
});

for (const interaction of [...interactions, softDelete]) {
  test(`The event that asks for ${interaction.asks} keeps its schema, and the handler's parser reads it`, () => {
    const event: unknown = JSON.parse(buildEvent(connectionOf(interaction), callOf(interaction)));
    assert.equal(brokenSchema('event', event), null);
    parseEvent(event);
  });
}
