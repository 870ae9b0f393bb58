import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stream } from '../../../src/core/catalog.ts';
import type { Ask, Page } from '../../../src/core/page.ts';
import { listOf, nothing, pageWith, read, shared, sync } from './other-list.ts';

const whole: Stream = { ...shared, strategy: { name: 'plain' }, list: 'whole' };

function api(ids: readonly string[]): (ask: Ask) => Page {
  return (ask) => {
    const page = 'page' in ask.want ? ask.want.page : 1;
    return pageWith(ask, ids.slice((page - 1) * ask.pageSize, page * ask.pageSize));
  };
}

test('Pages are read upward to an empty one', () => {
  const { asks, ids, state } = sync(listOf(whole), nothing, api(['a', 'b', 'c']));
  assert.deepEqual([asks, ids], [[{ page: 1 }, { page: 2 }, { page: 3 }], ['a', 'b', 'c']]);
  assert.deepEqual(state.streams['things'], { phase: 'idle', cursor: null });
});

test('A row that moves to a page that was read is lost, which is why the strategy has to be accepted by name', () => {
  let reads = 0;
  const { ids } = sync(listOf(whole), nothing, (ask) => {
    reads += 1;
    return api(reads === 1 ? ['a', 'b', 'c', 'd'] : ['c', 'a', 'b', 'd'])(ask);
  });
  assert.deepEqual(ids, ['a', 'b', 'b', 'd']);
});

test('A window with more rows than the API pages through is cut in time', () => {
  const subject = listOf({ ...shared, strategy: { name: 'plain' }, window: { from: 'from', until: 'until', format: 'iso', grainMs: 1, resultsMax: 4 } });
  const { reads } = sync(subject, nothing, (ask) => api(ask.window?.from === null ? ['a', 'b', 'c', 'd'] : [])(ask).count > 0 && ask.window !== null && ask.window.until === ask.window.end ? api(['a', 'b', 'c', 'd'])(ask) : api([])(ask));
  const widths = reads.map(({ ask }) => ask.window?.until === ask.window?.end);
  assert.deepEqual(widths, [true, true, false, true]);
});

test('A window without an end cannot be cut, which is an error that says so', () => {
  const subject = listOf({ ...shared, strategy: { name: 'plain' }, window: { from: 'since', format: 'iso', grainMs: 1, resultsMax: 4 } });
  assert.throws(() => sync(subject, nothing, api(['a', 'b', 'c', 'd'])), { name: 'LIMIT' });
});

test('A page that is not the one wanted is dropped', () => {
  const subject = listOf(whole);
  const { state, ask } = read(subject, nothing, api(['a', 'b', 'c']));
  assert.deepEqual(subject.step(state, api(['a', 'b'])(ask)).state, state);
});

test('With smaller pages no row between is skipped', () => {
  const subject = listOf(whole, { pageSize: 4 });
  const { state } = read(subject, nothing, api(['a', 'b', 'c', 'd', 'e', 'f']));
  const { ids, asks } = sync(subject, subject.shrink(state, 'things', 3), api(['a', 'b', 'c', 'd', 'e', 'f']));
  assert.deepEqual([asks, ids], [[{ page: 2 }, { page: 3 }], ['d', 'e', 'f']]);
});

test('An API that answers every page number is stopped', () => {
  const subject = listOf(whole);
  const { state } = read(subject, nothing, api(['a', 'b']));
  const far = JSON.parse(JSON.stringify(subject.print(state)).replace('"page":2', '"page":1000000')) as never;
  assert.throws(() => read(subject, subject.parse(far).state, (ask) => pageWith(ask, ['a'])), /1000000 pages came/);
});
