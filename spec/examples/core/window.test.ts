import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../../src/core/failure.ts';
import { laterInstant, parseInstant, printInstant, type Instant } from '../../../src/core/instant.ts';
import type { State } from '../../../src/core/state.ts';
import { begun, next, noon, oneList, pageOf, paging } from './one-list.ts';

test('A window ends `settle` and one second behind the local clock, at a whole second', () => {
  const { ask } = next(oneList('exact', { settleMs: 30_000 }), { streams: {} }, (noon + 999) as Instant);
  assert.equal(printInstant(ask.window.until), '2026-01-31T11:59:29.000Z');
  assert.equal(ask.window.from, null);
});

test('The first window begins at `start` where one is set', () => {
  const start = (noon - 3_600_000) as Instant;
  assert.equal(next(oneList('exact', { start }), { streams: {} }).ask.window.from, start);
});

test('The next window begins where the last one ended', () => {
  const subject = oneList();
  const state = begun(subject, 1, 1);
  const { ask } = next(subject, state, (noon + 60_000) as Instant);
  assert.equal(ask.window.from, state.streams['things']?.cursor);
});

test('Where the window would be empty the stream closes without a request', () => {
  const subject = oneList();
  const state = begun(subject, 1, 1);
  const planned = subject.plan(state, noon);
  assert.deepEqual(planned, { state, asks: [] });
});

test("A window that ends within `settle` of the source's clock is frozen again, earlier, and starts over", () => {
  const subject = oneList('exact', { settleMs: 5_000, pageSize: 2 });
  const { state, ask } = next(subject, { streams: {} });
  const date = (noon - 60_000) as Instant;
  const response = subject.step(state, pageOf(ask, 2, 4, { date }));
  assert.deepEqual(response.insert, {});
  assert.equal(paging(response.state).window.until, date - 5_000);
  assert.equal(next(subject, response.state).ask.want.page, 1);
});

test("Where nothing is left of a window by the source's clock, the stream waits for the next sync", () => {
  const subject = oneList('exact', { start: noon, settleMs: 5_000 });
  const { state, ask } = next(subject, { streams: {} }, (noon + 60_000) as Instant);
  const response = subject.step(state, pageOf(ask, 2, 2, { date: noon }));
  assert.deepEqual(response.state.streams['things'], { phase: 'idle', cursor: null });
  assert.equal(response.hasMore, false);
});

test('A window with more rows than the API pages through is read in halves', () => {
  const start = (noon - 1_000_000) as Instant;
  const subject = oneList('exact', { start, pageSize: 2 }, 4);
  const { state, ask } = next(subject, { streams: {} });
  const cut = subject.step(state, pageOf(ask, 2, 4));
  assert.deepEqual(cut.insert, {});
  const { window } = paging(cut.state);
  assert.equal(window.from, start);
  assert.equal(window.end, ask.window.end);
  assert.equal(window.until, Math.floor((start + ask.window.end) / 2));

  const first = next(subject, cut.state);
  const done = subject.step(first.state, pageOf(first.ask, 1, 1));
  assert.deepEqual(paging(done.state).window, { from: window.until, until: window.end, end: window.end });
  assert.equal(paging(done.state).cursor, window.until);

  const second = next(subject, done.state);
  const end = subject.step(second.state, pageOf(second.ask, 1, 1));
  assert.deepEqual(end.state.streams['things'], { phase: 'idle', cursor: window.end });
});

test('A window without a beginning is cut as if it began in 1970', () => {
  const subject = oneList('exact', { pageSize: 2 }, 4);
  const { window } = paging(begun(subject, 2, 4));
  assert.equal(window.from, null);
  assert.equal(window.until, Math.floor(window.end / 2));
});

test('A climb that would go beyond what the API pages through cuts the window', () => {
  const subject = oneList('none', { pageSize: 2 }, 4);
  const second = next(subject, begun(subject, 2, null));
  const cut = subject.step(second.state, pageOf(second.ask, 2, null));
  assert.ok(paging(cut.state).window.until < paging(cut.state).window.end);
});

test('Where the API stops paging, a page is small enough for two to lie within its reach', () => {
  assert.equal(next(oneList('exact', { pageSize: 100 }, 30), { streams: {} }).ask.pageSize, 15);
  assert.equal(next(oneList('exact', { pageSize: 100 }, 1), { streams: {} }).ask.pageSize, 1);
});

test('A window that cannot be cut again is an error that says so', () => {
  const start = (noon - 6_001) as Instant;
  const subject = oneList('exact', { start, settleMs: 5_000, pageSize: 2 }, 4);
  let { state, ask } = next(subject, { streams: {} });
  assert.throws(
    () => {
      for (;;) {
        ({ state } = subject.step(state, pageOf(ask, 2, 4)));
        ({ state, ask } = next(subject, state));
      }
    },
    (error: unknown) => error instanceof Failure && error.code === 'LIMIT' && error.message.includes('cannot be cut again'),
  );
});

test('A changed fingerprint starts an open window over and keeps the cursor', () => {
  const before = oneList('exact', { fingerprints: { things: 'a' }, pageSize: 2 });
  const state: State = begun(before, 2, 9);
  const after = oneList('exact', { fingerprints: { things: 'b' }, pageSize: 2 });
  const restarted = next(after, state, (noon + 60_000) as Instant);
  assert.equal(restarted.ask.want.page, 1);
  assert.equal(restarted.ask.window.until, noon + 60_000 - 6_000);
  assert.equal(paging(restarted.state).cursor, paging(state).cursor);
});

test('A time is read only as UTC, and only where it exists', () => {
  assert.equal(parseInstant('2026-01-31T12:00:00Z'), noon);
  assert.equal(parseInstant('2026-01-31T12:00:00.000Z'), noon);
  for (const text of ['2026-01-31', '2026-01-31T12:00:00', '2026-02-30T12:00:00Z', '2026-13-01T00:00:00Z', 'noon']) {
    assert.equal(parseInstant(text), null, text);
  }
});

test('The later of two times is found, and no time is before every other', () => {
  const later = (noon + 1) as Instant;
  assert.deepEqual([laterInstant(null, noon), laterInstant(noon, later), laterInstant(later, noon)], [noon, later, later]);
});
