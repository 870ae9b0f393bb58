import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connector } from '../../../src/core/connector.ts';
import type { Instant } from '../../../src/core/instant.ts';
import { otherCatalogs, thingsOptions } from '../../simulation/things.ts';
import { begun, next, noon, oneList, pageOf, paging, plan } from './one-list.ts';

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

test('An overlap that is cut may have a piece that ends before the cursor, and its state can be read', () => {
  const catalog = otherCatalogs.find(({ source }) => source === 'overlapping') ?? assert.fail('there is no list with an overlap');
  const things = connector(catalog, { ...thingsOptions, streams: ['things'], pageSize: 2 });
  const cursor = (noon - 8_000) as Instant;
  const opened = next(things, { streams: { things: { phase: 'due', cursor } } });
  assert.equal(opened.ask.window.from, cursor - 20_000);
  const { state } = things.step(opened.state, pageOf(opened.ask, 2, 10));
  assert.ok(paging(state).window.until < cursor);
  assert.deepEqual(things.parse(things.print(state)).state, state);
});

test('An empty first page of a snapshot that goes on says nothing yet: it neither marks nor fails', () => {
  const catalog = otherCatalogs.find(({ source }) => source === 'tokens of a whole list') ?? assert.fail('there is no such list');
  const things = connector(catalog, { ...thingsOptions, streams: ['things'] });
  const { state, asks } = things.plan({ streams: { things: { phase: 'due', cursor: { rows: 9 } } } }, noon);
  const [ask] = asks;
  if (ask === undefined) throw new Error('a page is asked for');
  const empty = things.step(state, { ...pageOf(ask, 0, null), token: 'a' });
  assert.deepEqual(empty.softDelete, []);
  const [second] = things.plan(empty.state, noon).asks;
  if (second === undefined) throw new Error('a page is asked for');
  assert.deepEqual(things.step(empty.state, pageOf(second, 1, null)).softDelete, ['things']);
  assert.throws(() => things.step(empty.state, pageOf(second, 0, null)), /the last one had 9/);
});

test('A list that was read on without its list of deletions goes back to where that one is, since rows may have come back', () => {
  const catalog = otherCatalogs.find(({ source }) => source === 'undeleted') ?? assert.fail('there is no such list');
  const [early, late] = [(noon - 600_000) as Instant, (noon - 60_000) as Instant];
  const both = connector(catalog, thingsOptions);
  const { state } = both.plan({ streams: { deleted_things: { phase: 'idle', cursor: early }, things: { phase: 'idle', cursor: late } } }, noon);
  assert.deepEqual(state.streams['things'], { phase: 'due', cursor: early });
  const allReadAt = late;
  const read = both.plan({ streams: { deleted_things: { phase: 'idle', cursor: early }, things: { phase: 'idle', cursor: late, allReadAt } } }, noon);
  assert.deepEqual(read.state.streams['things'], { phase: 'due', cursor: early, allReadAt });
  const alone = connector(catalog, { ...thingsOptions, streams: ['things'] });
  assert.equal(next(alone, { streams: { things: { phase: 'idle', cursor: late } } }).ask.window.from, late);
});
