import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connector } from '../../../src/core/connector.ts';
import { Failure } from '../../../src/core/failure.ts';
import type { State } from '../../../src/core/state.ts';
import { begun, next, oneList, pageOf, paging, plan } from './one-list.ts';

/** Reads the page that is wanted, with so many rows of so many. */
function read(subject: Connector, state: State, rows: number, total: number | null, extra = {}) {
  const { state: planned, ask } = next(subject, state);
  return { page: ask.want.page, ...subject.step(planned, pageOf(ask, rows, total, extra)) };
}

test('A list that fits page 1 is read once', () => {
  const subject = oneList('exact', { pageSize: 3 });
  const { ask, state } = next(subject, { streams: {} });
  const response = subject.step(state, pageOf(ask, 3, 3));
  assert.equal(response.insert['things']?.length, 3);
  assert.deepEqual(response.state.streams['things'], { phase: 'idle', cursor: ask.window.until });
  assert.equal(response.hasMore, false);
});

test('A longer list is read from its last page down, and page 1 not again when nothing changed', () => {
  const subject = oneList('exact', { pageSize: 2 });
  let state = begun(subject, 2, 5);
  assert.deepEqual(paging(state).position, { at: 'count', page: 3, total: 5, changed: false });
  const third = read(subject, state, 1, 5);
  assert.equal(third.page, 3);
  ({ state } = third);
  const second = read(subject, state, 2, 5);
  assert.equal(second.page, 2);
  assert.equal(second.state.streams['things']?.phase, 'idle');
});

test('When rows left, the counter falls to the page that is last now, and page 1 is read again', () => {
  const subject = oneList('exact', { pageSize: 2 });
  const fewer = read(subject, begun(subject, 2, 9), 0, 3);
  assert.deepEqual(paging(fewer.state).position, { at: 'count', page: 2, total: 3, changed: true });
  const second = read(subject, fewer.state, 1, 3);
  const first = read(subject, second.state, 2, 3);
  assert.equal(first.page, 1);
  assert.equal(first.state.streams['things']?.phase, 'idle');
});

test('When all rows left, the window is finished at once', () => {
  const subject = oneList('exact', { pageSize: 2 });
  assert.equal(read(subject, begun(subject, 2, 9), 0, 0).state.streams['things']?.phase, 'idle');
});

test('A page read ahead that is older than one delivered since is dropped and asked for again', () => {
  const subject = oneList('exact', { pageSize: 2, pagesAhead: 1 });
  const planned = plan(subject, begun(subject, 2, 8), 0 as never);
  const [fourth, third] = planned.asks;
  assert.ok(fourth !== undefined && third !== undefined);
  assert.deepEqual([fourth.want.page, third.want.page], [4, 3]);
  const after = subject.step(planned.state, pageOf(fourth, 1, 7));
  const dropped = subject.step(after.state, pageOf(third, 2, 8));
  assert.deepEqual(dropped.insert, {});
  assert.deepEqual(dropped.state, after.state);
  assert.equal(next(subject, dropped.state).ask.want.total, 7);
});

test('With pages ahead, page 1 is not asked for while nothing changed', () => {
  const subject = oneList('exact', { pageSize: 2, pagesAhead: 9 });
  assert.deepEqual(plan(subject, begun(subject, 2, 8), 0 as never).asks.map(({ want }) => want.page), [4, 3, 2]);
});

test('Without an exact total nothing is read ahead', () => {
  const subject = oneList('apart', { pageSize: 2, pagesAhead: 9 });
  assert.deepEqual(plan(subject, begun(subject, 2, 8), 0 as never).asks.map(({ want }) => want.page), [4]);
});

test('A row that enters a frozen window starts it over, three times', () => {
  const subject = oneList('exact', { pageSize: 2 });
  let state: State = { streams: {} };
  for (const restarts of [1, 2, 3]) {
    state = read(subject, state, 2, 5).state;
    state = read(subject, state, 2, 6).state;
    assert.deepEqual(paging(state).position, { at: 'first', shortRows: null });
    assert.equal(paging(state).restarts, restarts);
  }
  state = read(subject, state, 2, 5).state;
  assert.throws(() => read(subject, state, 2, 6), contract(/its total grew 4 times, last to 6/));
});

test('More rows than asked for are a contract error', () => {
  const subject = oneList('exact', { pageSize: 2 });
  assert.throws(() => read(subject, { streams: {} }, 3, 9), contract(/at most 2 rows, but 3 came/));
});

test('A first page that stays short while the total says more is a contract error', () => {
  const subject = oneList('exact', { pageSize: 4 });
  const short = read(subject, { streams: {} }, 2, 9);
  assert.deepEqual(short.insert, {});
  assert.deepEqual(paging(short.state).position, { at: 'first', shortRows: 2 });
  assert.throws(() => read(subject, short.state, 2, 9), contract(/limit the page size without a word/));
});

test('A first page that was short because its rows left is read again and counts', () => {
  const subject = oneList('apart', { pageSize: 4 });
  const short = read(subject, { streams: {} }, 0, 1);
  assert.equal(read(subject, short.state, 0, 0).state.streams['things']?.phase, 'idle');
});

test('A list without the total that it declares is a contract error', () => {
  const subject = oneList('exact', { pageSize: 4 });
  assert.throws(() => read(subject, { streams: {} }, 2, null), contract(/a total, but the list named none/));
});

test('A total counted apart is only a place to start from: every page down to 1 is read', () => {
  const subject = oneList('apart', { pageSize: 2 });
  let state = begun(subject, 2, 5);
  const pages: number[] = [];
  while (state.streams['things']?.phase === 'paging') {
    const after = read(subject, state, 1, 3);
    pages.push(after.page);
    ({ state } = after);
  }
  assert.deepEqual(pages, [3, 2, 1]);
});

test('A first page counted apart that is not full is the whole list', () => {
  const subject = oneList('apart', { pageSize: 4 });
  assert.equal(begun(subject, 3, 3).streams['things']?.phase, 'idle');
});

test('A smaller page than asked for, counted apart, is taken as the size of every page', () => {
  const subject = oneList('apart', { pageSize: 10 });
  assert.deepEqual(paging(begun(subject, 4, 20)).position, { at: 'count', page: 5, total: 20, changed: false });
});

test('Without a total the pages are read up to an empty one and then down', () => {
  const subject = oneList('none', { pageSize: 2 });
  let state = begun(subject, 2, null);
  const pages: number[] = [1];
  for (const rows of [1, 0, 1, 2]) {
    const after = read(subject, state, rows, null);
    pages.push(after.page);
    ({ state } = after);
  }
  assert.deepEqual(pages, [1, 2, 3, 2, 1]);
  assert.equal(state.streams['things']?.phase, 'idle');
});

test('Without a total an empty first page is the end', () => {
  assert.equal(begun(oneList('none'), 0, null).streams['things']?.phase, 'idle');
});

test('A page past the end that the API answers with an error counts as empty and as a change', () => {
  const subject = oneList('exact', { pageSize: 2 });
  const past = read(subject, begun(subject, 2, 5), 0, null, { pastEnd: true });
  assert.deepEqual(paging(past.state).position, { at: 'count', page: 2, total: 4, changed: true });
});

test('A page whose number or try is not the one now wanted is dropped', () => {
  const subject = oneList('exact', { pageSize: 2 });
  const state = begun(subject, 2, 9);
  const { ask } = next(subject, state);
  for (const stale of [
    { ...ask, want: { ...ask.want, page: 2 } },
    { ...ask, want: { ...ask.want, at: 'first' as const } },
    { ...ask, restarts: 1 },
    { ...ask, pageSize: 3 },
    { ...ask, window: { ...ask.window, until: 0 as never } },
  ]) {
    const response = subject.step(state, pageOf(stale, 1, 9));
    assert.deepEqual({ insert: response.insert, state: response.state }, { insert: {}, state });
  }
});

test('A smaller page size turns the counter so that no row is skipped', () => {
  const subject = oneList('exact', { pageSize: 5 });
  const state = subject.shrink(begun(subject, 5, 12), 'things', 2);
  assert.deepEqual(paging(state).position, { at: 'count', page: 8, total: 12, changed: false });
  assert.equal(next(subject, state).ask.pageSize, 2);
});

test('A smaller page size begins a climb again', () => {
  const subject = oneList('none', { pageSize: 5 });
  const state = subject.shrink(begun(subject, 5, null), 'things', 2);
  assert.deepEqual(paging(state).position, { at: 'first', shortRows: null });
});

test('A smaller page size leaves a window that was not read yet at its first page', () => {
  const subject = oneList('exact', { pageSize: 5 });
  const { state } = next(subject, { streams: {} });
  assert.deepEqual(paging(subject.shrink(state, 'things', 2)).position, { at: 'first', shortRows: null });
});

test('A page asked for without a known total is held to the total that is known since', () => {
  const subject = oneList('exact', { pageSize: 2 });
  const { state, ask } = next(subject, begun(subject, 2, 5));
  const blind = { ...ask, want: { ...ask.want, total: null } };
  assert.equal(paging(subject.step(state, pageOf(blind, 2, 6)).state).restarts, 1);
});

test('The page size never grows inside a window, and a stream without one has none', () => {
  const subject = oneList('exact', { pageSize: 5 });
  const state = begun(subject, 5, 12);
  for (const size of [0, 5, 6]) assert.equal(subject.shrink(state, 'things', size), state);
  assert.equal(subject.shrink(state, 'deleted_things', 2), state);
});

function contract(message: RegExp) {
  return (error: unknown) => error instanceof Failure && error.code === 'CONTRACT' && message.test(error.message);
}
