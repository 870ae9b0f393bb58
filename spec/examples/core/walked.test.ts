import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instant } from '../../../src/core/instant.ts';
import type { Ask, Page } from '../../../src/core/page.ts';
import { noon } from './one-list.ts';
import { changedSince, kept, listOf, nothing, pageWith, read, shared, sync } from './other-list.ts';

const walked = listOf({ ...shared, strategy: { name: 'walked' }, window: changedSince });

/** A thing, and how many seconds before noon it changed. */
type Thing = readonly [id: string, secondsAgo: number];

const stampOf = ([, secondsAgo]: Thing): Instant => (noon - secondsAgo * 1_000) as Instant;

/** An API that only knows "changed since", in the order of change. */
function api(things: readonly Thing[]): (ask: Ask) => Page {
  return (ask) => {
    if (ask.strategy !== 'walked') throw new Error('it was not walked');
    const { since, page } = ask.want;
    const found = things.filter((thing) => since === null || stampOf(thing) >= since).sort((one, other) => stampOf(one) - stampOf(other));
    const rows = found.slice((page - 1) * ask.pageSize, page * ask.pageSize);
    const stamps = rows.map(stampOf);
    const [earliest] = stamps;
    const last = stamps.at(-1);
    const said = earliest === undefined || last === undefined ? {} : { stamps: { earliest, last, ordered: true } };
    return pageWith(ask, rows.map(([id]) => id), said);
  };
}

const ago = (seconds: number): Instant => (noon - seconds * 1_000) as Instant;

test('A walk asks on from the last row of each page, and ends at an empty one', () => {
  const { asks, ids, state } = sync(walked, nothing, api([['a', 90], ['b', 80], ['c', 70], ['d', 60]]));
  assert.deepEqual(asks, [
    { at: 'up', since: null, page: 1 },
    { at: 'up', since: ago(80), page: 1 },
    { at: 'up', since: ago(70), page: 1 },
    { at: 'up', since: ago(60), page: 1 },
    { at: 'up', since: ago(60), page: 2 },
    { at: 'down', since: ago(60), page: 1 },
  ]);
  assert.deepEqual([...new Set(ids)], ['a', 'b', 'c', 'd']);
  assert.deepEqual(state.streams['things'], { phase: 'idle', cursor: ago(6) });
});

test('A list without rows is one page', () => {
  const { asks, state } = sync(walked, nothing, api([]));
  assert.deepEqual(asks, [{ at: 'up', since: null, page: 1 }]);
  assert.deepEqual(state.streams['things'], { phase: 'idle', cursor: ago(6) });
});

test('The next walk begins at the end of the last one', () => {
  const first = sync(walked, nothing, api([['a', 90]]));
  const { asks } = sync(walked, first.state, api([['a', 90]]), (noon + 60_000) as Instant);
  assert.deepEqual(asks, [{ at: 'up', since: ago(6), page: 1 }]);
});

test('A group of equal stamps is read up by page numbers and down again, before the walk goes on', () => {
  const things: Thing[] = [['a', 90], ['b', 90], ['c', 90], ['d', 90], ['e', 90], ['f', 50], ['g', 40]];
  const { asks, ids } = sync(walked, nothing, api(things));
  assert.deepEqual(asks.slice(0, 6), [
    { at: 'up', since: null, page: 1 },
    { at: 'up', since: ago(90), page: 1 },
    { at: 'up', since: ago(90), page: 2 },
    { at: 'up', since: ago(90), page: 3 },
    { at: 'down', since: ago(90), page: 2 },
    { at: 'down', since: ago(90), page: 1 },
  ]);
  assert.deepEqual(asks[6], { at: 'up', since: ago(50), page: 1 });
  assert.deepEqual([...new Set(ids)].sort(), ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
});

test('A row that slips into a page of its group that was read is found on the way down', () => {
  const group: Thing[] = [['a', 90], ['b', 90], ['c', 90], ['d', 90]];
  let reads = 0;
  const { ids } = sync(walked, nothing, (ask) => {
    reads += 1;
    // Before page 2 of the group is asked for, a row of its page 1 changes, so that the third row becomes the second.
    const things: readonly Thing[] = reads < 3 ? group : [['b', 90], ['c', 90], ['d', 90]];
    return api(things)(ask);
  });
  assert.ok(ids.includes('c'));
});

test('A walk ends at the first row beyond its frozen end, and delivers it', () => {
  const { asks, ids } = sync(walked, nothing, api([['a', 90], ['late', 0]]));
  assert.equal(asks.length, 1);
  assert.deepEqual(ids, ['a', 'late']);
});

test('A group at the end of the window is read down where rows beyond it follow', () => {
  const { asks } = sync(walked, nothing, api([['a', 90], ['b', 90], ['c', 90], ['late', 0]]));
  assert.deepEqual(asks.slice(-2), [
    { at: 'up', since: ago(90), page: 2 },
    { at: 'down', since: ago(90), page: 1 },
  ]);
});

test('Stamps are told apart only as finely as the API does', () => {
  const half = { ...shared, strategy: { name: 'walked' }, window: { ...changedSince, grainMs: 60_000 } } as const;
  const subject = listOf(half, { pageSize: 1 });
  const { asks } = sync(subject, nothing, api([['a', 3_600], ['b', 3_590], ['c', 3_000]]));
  assert.deepEqual(asks[1], { at: 'up', since: ago(3_600), page: 1 });
  assert.deepEqual(asks[2], { at: 'up', since: ago(3_600), page: 2 });
});

test('Rows that are not in the order of their stamps are a broken promise', () => {
  const unordered = (ask: Ask): Page => pageWith(ask, ['a', 'b'], { stamps: { earliest: ago(90), last: ago(90), ordered: false } });
  assert.throws(() => read(walked, nothing, unordered), /in the order of their stamps/);
});

test('Rows without a stamp are a broken promise', () => {
  assert.throws(() => read(walked, nothing, (ask) => pageWith(ask, ['a'])), /rows with a stamp/);
});

test('A row stamped before the window means that the API ignored it', () => {
  const first = sync(walked, nothing, api([['a', 90]]));
  const ignoring = (ask: Ask): Page => pageWith(ask, ['a'], { stamps: { earliest: ago(90), last: ago(90), ordered: true } });
  assert.throws(() => read(walked, first.state, ignoring, (noon + 60_000) as Instant), /may not know the parameter 'since'/);
});

test('An exclusive start may bring rows of one grain earlier', () => {
  const subject = listOf({ ...shared, strategy: { name: 'walked' }, window: { ...changedSince, bounds: '()' } });
  const first = sync(subject, nothing, api([['a', 90]]));
  const grainEarlier = (ask: Ask): Page => pageWith(ask, ['a'], { stamps: { earliest: ago(7), last: ago(7), ordered: true } });
  const twoEarlier = (ask: Ask): Page => pageWith(ask, ['a'], { stamps: { earliest: ago(8), last: ago(8), ordered: true } });
  const later = (noon + 60_000) as Instant;
  assert.doesNotThrow(() => read(subject, first.state, grainEarlier, later));
  assert.throws(() => read(subject, first.state, twoEarlier, later), /no row stamped before the window/);
});

test('A group larger than the API pages through is an error that says so', () => {
  const subject = listOf({ ...shared, strategy: { name: 'walked' }, window: { ...changedSince, resultsMax: 4 } }, { pageSize: 2 });
  const things: Thing[] = [['a', 90], ['b', 90], ['c', 90], ['d', 90], ['e', 90]];
  assert.throws(() => sync(subject, nothing, api(things)), /fewer than 4 rows of one stamp/);
});

test('A page that is not the one wanted is dropped', () => {
  const { state, ask } = read(walked, nothing, api([['a', 90], ['b', 80]]));
  const again = walked.step(state, api([['a', 90], ['b', 80]])(ask));
  assert.deepEqual([again.insert, again.state], [{}, state]);
});

test('With smaller pages a group is begun again upward, and downward nothing of it is skipped', () => {
  const things: Thing[] = Array.from({ length: 9 }, (_, nth) => [`${nth}`, 90]);
  const subject = listOf({ ...shared, strategy: { name: 'walked' }, window: changedSince }, { pageSize: 4 });
  let at = read(subject, nothing, api(things));
  at = read(subject, at.state, api(things));
  at = read(subject, at.state, api(things));
  assert.deepEqual(at.things?.phase === 'paging' && at.things.position, { at: 'up', since: ago(90), page: 3 });
  const upward = subject.shrink(at.state, 'things', 3).streams['things'];
  assert.deepEqual(upward?.phase === 'paging' && upward.position, { at: 'up', since: ago(90), page: 1 });
  at = read(subject, at.state, api(things));
  at = read(subject, at.state, api(things));
  assert.deepEqual(at.things?.phase === 'paging' && at.things.position, { at: 'down', since: ago(90), page: 3, next: null });
  const downward = subject.shrink(at.state, 'things', 3).streams['things'];
  assert.deepEqual(downward?.phase === 'paging' && downward.position, { at: 'down', since: ago(90), page: 4, next: null });
});

test('A walk goes on from its printed state', () => {
  const things: Thing[] = [['a', 90], ['b', 90], ['c', 90]];
  let at = read(walked, nothing, api(things));
  const whole = sync(walked, nothing, api(things)).ids;
  const ids = [...at.ids];
  while (at.hasMore) {
    const state = kept(walked, at.state);
    assert.deepEqual(state, at.state);
    at = read(walked, state, api(things));
    ids.push(...at.ids);
  }
  assert.deepEqual(ids, whole);
});

test('A list without a window is never walked', () => {
  const subject = listOf({ ...shared, strategy: { name: 'walked' }, list: 'whole' });
  assert.throws(() => subject.plan(nothing, noon), { name: 'BUG' });
});
