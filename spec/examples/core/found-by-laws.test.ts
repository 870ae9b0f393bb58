import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begun, next, oneList, pageOf, paging, plan } from './one-list.ts';

test('A total counted apart that is 0 once a full first page was read leads to page 1, and never below it', () => {
  const things = oneList('apart', { pageSize: 2 });
  const state = begun(things, 2, 0);
  assert.deepEqual(paging(state).position, { at: 'count', page: 1, total: 0, changed: false });
  const { ask } = next(things, state);
  assert.equal(things.step(state, pageOf(ask, 0, 0)).hasMore, false);
});

test('A page read ahead is dropped when a page past the end, read later, has shown that rows left', () => {
  const things = oneList('exact', { pageSize: 1, pagesAhead: 1 });
  const state = begun(things, 1, 3);
  const { asks } = plan(things, state, paging(state).window.until);
  assert.deepEqual(asks.map(({ want }) => want.page), [3, 2]);
  const [last, ahead] = asks;
  if (last === undefined || ahead === undefined) throw new Error('two pages are asked for');
  // Page 2 was answered first. Then row 1 left, so that page 3 is past the end, and what stood there stands on page 2.
  const stale = pageOf(ahead, 1, 3);
  const after = things.step(state, pageOf(last, 0, null, { pastEnd: true })).state;
  assert.deepEqual(paging(after).position, { at: 'count', page: 2, total: 2, changed: true });
  const response = things.step(after, stale);
  assert.deepEqual(response.insert, {});
  assert.deepEqual(response.state, after);
});

test('A list that stops at a number of results is read in pages of at most half of it, so that a second page is within reach', () => {
  const things = oneList('none', { pageSize: 8 }, 10);
  const { state, ask } = next(things, { streams: {} });
  assert.equal(ask.pageSize, 5);
  const after = things.step(state, pageOf(ask, 1, null)).state;
  assert.deepEqual(paging(after).position, { at: 'climb', page: 2 });
  assert.equal(next(oneList('none', { pageSize: 8 }, 1), { streams: {} }).ask.pageSize, 1);
});
