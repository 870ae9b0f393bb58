import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../without-tracking.ts';
import { MatchersV3 } from '@pact-foundation/pact';
import type { Json } from '../../src/core/json.ts';
import { isJsonObject } from '../../src/core/json.ts';
import { buildEvent } from '../../src/emulator/build-event.ts';
import { failWith } from '../fail-with.ts';
import { staleFiles } from '../generated-file.ts';
import { brokenSchema } from './broken-schema.ts';
import { callOf, connectionOf } from './connection.ts';
import { contracts, type Contract } from './contracts.ts';
import { schemaFiles, schemas, type SchemaName } from './schemas.ts';

const interactions = Object.values<Contract>(contracts).flatMap((contract) => contract.interactions);

test('The schemas are those that the code generates', async () => {
  failWith(...(await staleFiles(schemaFiles())).map((path) => `${path} differs`));
});

test('Every field of every schema says how it is known', () => {
  for (const [name, { properties }] of Object.entries(schemas)) {
    assert.ok(isJsonObject(properties));
    for (const [field, described] of Object.entries(properties)) {
      assert.ok(isJsonObject(described));
      assert.match(JSON.stringify(described['description']), /\. Evidence: .+\."$/, `${name}.${field}`);
    }
  }
});

test('Every field that the stand-in sends is named in the schema of the event', () => {
  const named = Object.keys(schemas.event['properties'] as object);
  for (const interaction of interactions) {
    const event = JSON.parse(buildEvent(connectionOf(interaction), callOf(interaction))) as object;
    assert.deepEqual(Object.keys(event).filter((field) => !named.includes(field)), []);
  }
});

for (const { asks, object, message, template } of interactions) {
  test(`The example of what comes back for ${asks} keeps its schema`, () => {
    const example: unknown = MatchersV3.reify(template);
    const answer = object === undefined ? 'answer' : message === 'stored object' ? 'stored-object' : 'stored-answer';
    failWith(brokenSchema('errorType' in template ? 'error' : answer, example));
  });
}

const answer = { state: {}, insert: {}, delete: {}, schema: {}, hasMore: false };

/** Each message that a schema has to refuse, and what it says of it. */
const wrong: readonly [string, SchemaName, Json, RegExp][] = [
  ['an answer whose hasMore is a text', 'answer', { ...answer, hasMore: 'false' }, /answer\/hasMore must be boolean/],
  ['an answer with another field', 'answer', { ...answer, moreData: true }, /must NOT have additional properties/],
  ['an answer without a state', 'answer', { insert: {}, delete: {}, schema: {}, hasMore: false }, /required property 'state'/],
  ['an answer whose rows are no list', 'answer', { ...answer, insert: { loans: {} } }, /insert\/loans must be array/],
  ['a table without a key column', 'answer', { ...answer, schema: { loans: { primary_key: [] } } }, /must NOT have fewer than 1 items/],
  ['a soft delete that is true', 'answer', { ...answer, softDelete: true }, /softDelete must be array/],
  ['a stored answer with rows', 'stored-answer', answer, /must NOT have additional properties/],
  ['a stored object with a state', 'stored-object', { state: {}, insert: {}, delete: {} }, /must NOT have additional properties/],
  ['an error of a kind that is none', 'error', { errorType: 'Error', errorMessage: 'no' }, /errorType must be equal to one of/],
  ['an event whose secrets are a text', 'event', { secrets: 'token' }, /secrets must be object/],
];

for (const [what, name, message, says] of wrong) {
  test(`A schema refuses ${what}`, () => {
    assert.match(brokenSchema(name, message) ?? 'it was accepted', says);
  });
}
