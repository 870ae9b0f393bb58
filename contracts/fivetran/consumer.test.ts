import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { buildEvent } from '../../src/emulator/build-event.ts';
import { parseEvent } from '../../src/protocol/event.ts';
import { changedInteractions } from '../changed-interactions.ts';
import { failWith } from '../fail-with.ts';
import { brokenSchema } from './broken-schema.ts';
import { callOf, connectionOf } from './connection.ts';
import { interactions } from './interactions/interactions.ts';
import { softDelete } from './interactions/soft-delete.ts';
import { pactPath, writePact } from './write-pact.ts';

test('The contract is what the stand-in for Fivetran sends, and what it can use of an answer', async () => {
  const { path, text } = await writePact(interactions);
  failWith(...changedInteractions(await readFile(path, 'utf8'), text));
});

test('What changed in a contract is told by its interactions', async () => {
  const kept = await readFile(pactPath, 'utf8');
  const [first = softDelete, ...others] = interactions;
  const { text } = await writePact([{ ...first, payload: { pageSize: '3' } }, ...others.slice(1), softDelete]);
  assert.deepEqual(
    [...changedInteractions(kept, text)].sort(),
    [`${first.asks}: it changed`, `${others[0]?.asks ?? ''}: it is no longer asked`, `${softDelete.asks}: it is new`].sort(),
  );
});

test('A soft delete of a snapshot is an answer that the stand-in can use', async () => {
  const { text } = await writePact([softDelete]);
  assert.match(text, /"softDelete": \[\s*"branches"\s*\]/);
});

for (const interaction of [...interactions, softDelete]) {
  test(`The event that asks for ${interaction.asks} keeps its schema, and the handler's parser reads it`, () => {
    const event: unknown = JSON.parse(buildEvent(connectionOf(interaction), callOf(interaction)));
    failWith(brokenSchema('event', event));
    parseEvent(event);
  });
}
