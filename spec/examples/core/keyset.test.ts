import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stream } from '../../../src/core/catalog.ts';
import type { Ask, Page } from '../../../src/core/page.ts';
import { behindKey as api, kept, listOf, nothing, pageWith, read, shared, sync } from './other-list.ts';

const strategy = { name: 'keyset', parameter: 'after', key: ['id'] } as const;
const whole: Stream = { ...shared, strategy, list: 'whole' };
const appended: Stream = { ...shared, strategy, list: 'appended' };
const windowed: Stream = { ...shared, strategy, window: { from: 'from', until: 'until', format: 'iso', grainMs: 1_000 } };

test('Each page is asked for behind the last key, to an empty one', () => {
  const { asks, ids, state } = sync(listOf(whole), nothing, api(['a', 'b', 'c']));
  assert.deepEqual(asks, [{ after: null }, { after: 'b' }, { after: 'c' }]);
  assert.deepEqual(ids, ['a', 'b', 'c']);
  assert.deepEqual(state.streams['things'], { phase: 'idle', cursor: null });
});

test('In a window the cursor is its end', () => {
  const { state } = sync(listOf(windowed), nothing, api(['a']));
  assert.equal(typeof state.streams['things']?.cursor, 'number');
});

test('An appended list goes on behind the last key, and a sync with nothing new is one request', () => {
  const first = sync(listOf(appended), nothing, api(['a', 'b', 'c']));
  assert.deepEqual(first.state.streams['things'], { phase: 'idle', cursor: { key: 'c' } });
  const none = sync(listOf(appended), first.state, api(['a', 'b', 'c']));
  assert.deepEqual([none.asks, none.ids], [[{ after: 'c' }], []]);
  assert.deepEqual(none.state.streams['things'], { phase: 'idle', cursor: { key: 'c' } });
  assert.deepEqual(sync(listOf(appended), none.state, api(['a', 'b', 'c', 'd'])).ids, ['d']);
});

test('An appended list without a row has no cursor yet', () => {
  assert.deepEqual(sync(listOf(appended), nothing, api([])).state.streams['things'], { phase: 'idle', cursor: null });
});

test('A short page is not the end', () => {
  const short = (ask: Ask): Page => ({ ...api(['a', 'b', 'c', 'd'])({ ...ask, pageSize: 1 }), ask });
  assert.deepEqual(sync(listOf(whole), nothing, short).ids, ['a', 'b', 'c', 'd']);
});

test('Rows without a key, and a key as long as a page, are broken promises', () => {
  assert.throws(() => read(listOf(whole), nothing, (ask) => pageWith(ask, ['a'])), /rows with a key/);
  assert.throws(() => read(listOf(whole), nothing, (ask) => pageWith(ask, ['a'], { lastKey: 'x'.repeat(5_000) })), /at most 4096 characters/);
});

for (const length of [1, 2, 3, 7]) {
  test(`Keys that come again after ${length} are noticed, as where an API does not know the parameter`, () => {
    let page = 0;
    const going = (ask: Ask): Page => pageWith(ask, ['a'], { lastKey: `k${page++ % length}` });
    assert.throws(() => sync(listOf(whole), nothing, going), /a key came again/);
  });
}

test('Behind the cursor its own key must not come again', () => {
  const first = sync(listOf(appended), nothing, api(['a']));
  assert.throws(() => read(listOf(appended), first.state, (ask) => pageWith(ask, ['a'], { lastKey: 'a' })), /a key came again/);
});

test('A page behind another key is dropped', () => {
  const subject = listOf(whole);
  const { state, ask } = read(subject, nothing, api(['a', 'b', 'c']));
  assert.deepEqual(subject.step(state, api(['a', 'b'])(ask)).state, state);
});

test('Smaller pages change nothing but their size', () => {
  const subject = listOf(whole);
  const { state } = read(subject, nothing, api(['a', 'b', 'c']));
  const { pageSize, position } = pagingOf(subject.shrink(state, 'things', 1));
  assert.deepEqual([pageSize, position], [1, pagingOf(state).position]);
});

test('A key set goes on from its printed state', () => {
  const subject = listOf(appended);
  const { state } = read(subject, nothing, api(['a', 'b', 'c']));
  assert.deepEqual(kept(subject, state), state);
  const { state: begun } = subject.plan(nothing, 0 as never);
  assert.deepEqual(kept(subject, begun), begun);
});

function pagingOf({ streams }: { readonly streams: Readonly<Record<string, unknown>> }): { pageSize: number; position: unknown } {
  return streams['things'] as { pageSize: number; position: unknown };
}

test('More rows than were asked for are a broken promise', () => {
  assert.throws(() => read(listOf(whole), nothing, (ask) => pageWith(ask, ['a', 'b', 'c'], { lastKey: 'c' })), /a page: expected at most 2 rows, but 3 came/);
});
