import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stream } from '../../../src/core/catalog.ts';
import type { Response } from '../../../src/core/response.ts';
import type { State } from '../../../src/core/state.ts';
import { behindKey as api, kept, listOf, nothing, pageWith, read, shared, sync } from './other-list.ts';

const stream: Stream = { ...shared, strategy: { name: 'keyset', parameter: 'after', key: ['id'] }, list: 'whole', deletes: { by: 'snapshot' } };
const subject = listOf(stream);

const marks = (responses: readonly Response[]): readonly unknown[] => responses.map(({ softDelete }) => softDelete);

test('The first page of a snapshot marks its tables, and no other page does', () => {
  const { reads, state } = sync(subject, nothing, api(['a', 'b', 'c', 'd', 'e']));
  assert.deepEqual(marks(reads), [['things'], [], [], []]);
  assert.deepEqual(state.streams['things'], { phase: 'idle', cursor: { rows: 5 } });
});

test('The next sync is a new snapshot', () => {
  const { state } = sync(subject, nothing, api(['a', 'b']));
  assert.deepEqual(marks(sync(subject, state, api(['a'])).reads), [['things'], []]);
});

test('A snapshot that goes on from its printed state does not mark again; one whose settings changed is a new one', () => {
  const { state } = read(subject, nothing, api(['a', 'b', 'c']));
  const again = kept(subject, state);
  assert.deepEqual(again, state);
  assert.deepEqual(read(subject, again, api(['a', 'b', 'c'])).softDelete, []);
  const changed = listOf(stream, { fingerprints: { things: 'changed' } });
  assert.deepEqual(read(changed, again, api(['a', 'b', 'c'])).softDelete, ['things']);
});

test('A first page that is empty after a snapshot with rows is an error, not a mass deletion', () => {
  const { state } = sync(subject, nothing, api(['a', 'b']));
  assert.throws(() => read(subject, state, api([])), /a list with rows, since the last one had 2, but it is empty/);
});

test('A list that never had a row may be empty', () => {
  const first = sync(subject, nothing, api([]));
  assert.deepEqual(first.state.streams['things'], { phase: 'idle', cursor: { rows: 0 } });
  assert.doesNotThrow(() => sync(subject, first.state, api([])));
});

test('A page that is dropped marks nothing', () => {
  const { state, ask } = read(subject, nothing, api(['a', 'b', 'c']));
  assert.deepEqual(subject.step(state, pageWith(ask, ['a'])).softDelete, []);
});

test('In a merged answer a mark drops what came for the table before it, and keeps what came after', () => {
  const first = read(subject, nothing, api(['a', 'b']));
  const second = read(subject, first.state, api(['a', 'b']));
  const deleting = listOf({ ...stream });
  const third = read(deleting, second.state, api(['x']));
  const merged = subject.merge([first, second, third]);
  assert.deepEqual(merged.softDelete, ['things']);
  assert.deepEqual(merged.insert, { things: [{ id: 'x' }] });
  assert.deepEqual(subject.merge([first, third]).softDelete, ['things']);
});

test('A whole list may also be read by page numbers: rows added meanwhile are ordinary, and page 1 is read again', () => {
  const counted = listOf({ ...shared, strategy: { name: 'countdown', total: 'exact' }, list: 'whole', deletes: { by: 'snapshot' } }, { pagesAhead: 4 });
  let rows = 5;
  const { reads, state } = sync(counted, nothing, (ask) => {
    const page = 'page' in ask.want ? ask.want.page : 1;
    const ids = Array.from({ length: rows }, (_, nth) => `${nth}`).slice((page - 1) * ask.pageSize, page * ask.pageSize);
    return pageWith(ask, ids, { total: rows++ });
  });
  assert.deepEqual(reads.map(({ ask }) => 'page' in ask.want && ask.want.page), [1, 3, 2, 1]);
  assert.deepEqual(marks(reads), [['things'], [], [], []]);
  assert.ok((state.streams['things']?.cursor as { rows: number }).rows > 0);
});

const unreadable: readonly [string, unknown, RegExp][] = [
  ['a snapshot that is no object', { snapshot: 1 }, /snapshot: expected an object/],
  ['a mark that is no boolean', { snapshot: { marked: 1, rows: 0 } }, /snapshot\.marked: expected true or false/],
  ['a cursor of two kinds', { cursor: { rows: 1, key: 'a' } }, /cursor: expected one of rows, key and token/],
  ['a cursor of rows below none', { cursor: { rows: -1 } }, /cursor\.rows: expected a whole number/],
];

for (const [what, change, message] of unreadable) {
  test(`A state with ${what} is refused by name`, () => {
    const { state } = read(subject, nothing, api(['a', 'b', 'c']));
    const printed = subject.print(state) as { streams: { things: object } };
    const spoiled = { ...printed, streams: { things: { ...printed.streams.things, ...(change as object) } } };
    assert.throws(() => subject.parse(spoiled), message);
  });
}

test('A cursor of another kind than the stream now has is dropped by name, and the stream begins again', () => {
  for (const cursor of ['2026-01-31T08:00:00.000Z', { key: 'a' }, { token: 't' }] as const) {
    const parsed = subject.parse({ version: 1, streams: { things: { phase: 'idle', cursor } } });
    assert.deepEqual(parsed, { state: { streams: {} }, dropped: ['things'] } satisfies { state: State; dropped: string[] });
  }
});

test('A cursor of the stream’s own kind reads back', () => {
  const token = listOf({ ...shared, strategy: { name: 'token', ends: 'sameAtEnd', next: ['next'], parameter: 'token' }, list: 'appended' });
  const keyset = listOf({ ...shared, strategy: { name: 'keyset', parameter: 'after', key: ['id'] }, list: 'appended' });
  for (const [one, cursor] of [[token, { token: '' }], [keyset, { key: 'a' }], [subject, { rows: 3 }], [subject, null]] as const) {
    const state: State = { streams: { things: { phase: 'idle', cursor } } };
    assert.deepEqual(one.parse(one.print(state)), { state, dropped: [] });
  }
});
