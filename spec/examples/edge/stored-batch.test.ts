import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connector } from '../../../src/core/connector.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { createBatch } from '../../../src/edge/batch.ts';
import { createStoredBatch, type Stored } from '../../../src/edge/stored-batch.ts';
import { oneList } from '../core/one-list.ts';

const rules = oneList();
const begun = { streams: {} };

type Given = { readonly insert?: readonly JsonObject[]; readonly delete?: readonly JsonObject[]; readonly softDelete?: readonly string[] };

function respond({ respond: empty }: Connector, { insert, delete: deleted, softDelete = [] }: Given) {
  return { ...empty(begun), softDelete, insert: insert === undefined ? {} : { things: insert }, delete: deleted === undefined ? {} : { things: deleted } };
}

function byId(rows: readonly JsonObject[] = []): string[] {
  return rows.map(({ id, n }) => `${JSON.stringify(id).slice(1, -1)} ${JSON.stringify(n)}`).toSorted();
}

function textOf({ body }: Stored): string {
  return Buffer.from(body).toString();
}

test('A later touch of a key is the one that is stored, insert or delete, wherever the earlier one stood', () => {
  const batch = createStoredBatch(rules, begun, 10_000);
  const given: Given[] = [
    { insert: [{ id: 'a', n: 1 }, { id: 'b', n: 1 }, { id: 'c', n: 1 }] },
    { insert: [{ id: 'b', n: 2 }], delete: [{ id: 'd' }, { id: 'a' }] },
    { insert: [{ id: 'd', n: 3 }] },
  ];
  const responses = given.map((one) => respond(rules, one));
  for (const response of responses) assert.ok(batch.admit(response, 0));
  const { insert, delete: deleted } = rules.merge(responses);
  const stored = batch.finish();
  assert.equal(textOf(stored), '{"insert":{"things":[{"id":"c","n":1},{"id":"b","n":2},{"id":"d","n":3}]},"delete":{"things":[{"id":"a"}]}}');
  // The order of a table's rows means nothing once no key stands twice.
  assert.deepEqual(byId(insert['things']), ['b 2', 'c 1', 'd 3']);
  assert.deepEqual(byId(deleted['things']), ['a undefined']);
  assert.equal(stored.rows, 4);
});

test('Without rows the object is empty, and a table whose rows were all superseded is left out', () => {
  assert.equal(textOf(createStoredBatch(rules, begun, 10_000).finish()), '{"insert":{},"delete":{}}');
  const batch = createStoredBatch(rules, begun, 10_000);
  batch.admit(respond(rules, { insert: [{ id: 'a' }] }), 0);
  batch.admit(respond(rules, { delete: [{ id: 'a' }] }), 0);
  assert.equal(textOf(batch.finish()), '{"insert":{},"delete":{"things":[{"id":"a"}]}}');
});

test('The object is never over its bound, and long numbers and other alphabets keep their value', () => {
  const row = { id: 'ключ', n: JSON.rawJSON('12345678901234567890') };
  const rowBytes = Buffer.byteLength(JSON.stringify(row));
  const frame = Buffer.byteLength('{"insert":{"things":[]},"delete":{"things":[]}}');
  const batch = createStoredBatch(rules, begun, frame + rowBytes + 1);
  assert.ok(batch.admit(respond(rules, { insert: [row] }), 0));
  assert.ok(!batch.admit(respond(rules, { insert: [{ id: 'b' }] }), 0));
  const stored = batch.finish();
  assert.equal(textOf(stored), '{"insert":{"things":[{"id":"ключ","n":12345678901234567890}]},"delete":{}}');
  assert.ok(stored.body.length <= frame + rowBytes + 1);
});

test('What came for a table before it was marked is not stored, as in an answer, and each mark is named once beside the schema', () => {
  const given: Given[] = [
    { insert: [{ id: 'a', n: 1 }, { id: 'b', n: 1 }] },
    { insert: [{ id: 'a', n: 2 }], delete: [{ id: 'c' }] },
    { insert: [{ id: 'b', n: 3 }], softDelete: ['things'] },
    { insert: [{ id: 'd', n: 4 }], delete: [{ id: 'e' }] },
  ];
  const responses = given.map((one) => respond(rules, one));
  const batch = createStoredBatch(rules, begun, 10_000);
  for (const response of responses) assert.ok(batch.admit(response, 0));
  const stored = batch.finish();
  assert.equal(textOf(stored), '{"insert":{"things":[{"id":"b","n":3},{"id":"d","n":4}]},"delete":{"things":[{"id":"e"}]}}');
  assert.deepEqual([stored.rows, stored.answer.softDelete], [3, ['things']]);
  const merged = rules.merge(responses);
  assert.deepEqual(JSON.parse(textOf(stored)), { insert: merged.insert, delete: merged.delete });
  assert.deepEqual(merged.softDelete, ['things']);
});

test('A mark makes room for rows again, and without any the answer names none', () => {
  const row = { id: 'a', text: 'x'.repeat(200) };
  const batch = createStoredBatch(rules, begun, 600);
  assert.ok(batch.admit(respond(rules, { insert: [row, { ...row, id: 'b' }] }), 0));
  assert.ok(!batch.admit(respond(rules, { insert: [{ ...row, id: 'c' }, { ...row, id: 'd' }] }), 0));
  assert.ok(batch.admit(respond(rules, { insert: [], softDelete: ['things'] }), 0));
  assert.ok(batch.admit(respond(rules, { insert: [{ ...row, id: 'c' }, { ...row, id: 'd' }] }), 0));
  assert.equal(batch.finish().rows, 2);
  assert.equal(createStoredBatch(rules, begun, 600).finish().answer.softDelete, undefined);
});

test('An object that a mark has emptied never asks for another call', () => {
  const batch = createStoredBatch(rules, begun, 600);
  batch.admit({ ...respond(rules, { insert: [{ id: 'a' }] }), hasMore: true }, 0);
  batch.admit({ ...respond(rules, { softDelete: ['things'] }), hasMore: true }, 0);
  const { answer, rows } = batch.finish();
  assert.deepEqual([answer.hasMore, rows, answer.softDelete], [false, 0, ['things']]);
});

test('The room of an answer counts each mark, also those of pages before the last', () => {
  const unmarked = createBatch(rules, begun, 10_000);
  const marked = createBatch(rules, begun, 10_000);
  const row = { insert: [{ id: 'a' }] };
  for (const batch of [unmarked, marked]) batch.admit(respond(rules, batch === marked ? { ...row, softDelete: ['things'] } : row), 20);
  for (const batch of [unmarked, marked]) batch.admit(respond(rules, { insert: [{ id: 'b' }] }), 20);
  assert.equal(marked.bytesMost() - unmarked.bytesMost(), ',"softDelete":["things"]'.length);
  const answer = marked.finish();
  assert.deepEqual(answer.softDelete, ['things']);
  assert.ok(Buffer.byteLength(JSON.stringify(answer)) <= marked.bytesMost());
});
