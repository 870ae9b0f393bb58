import assert from 'node:assert/strict';
import { test } from 'node:test';
import { laterInstant, type Instant } from '../../../src/core/instant.ts';
import { listOf, shared } from './other-list.ts';
import { begun, next, noon, oneList, pageOf, paging } from './one-list.ts';

/** The last value on one side of each comparison, and the first on the other. */

test('A window is cut where its last page would reach beyond the limit, and not where it just reaches it', () => {
  const beyond = oneList('exact', { pageSize: 5 }, 13);
  assert.ok(paging(begun(beyond, 5, 11)).window.until < paging(begun(beyond, 5, 10)).window.end);
  const reached = oneList('exact', { pageSize: 5 }, 10);
  assert.equal(paging(begun(reached, 5, 9)).position.at, 'count');
  assert.equal(paging(begun(reached, 5, 10)).position.at, 'first');
});

test('A first page that is short again, with a total that fell to it, is read once more', () => {
  const subject = oneList('exact', { pageSize: 4 });
  const { state, ask } = next(subject, begun(subject, 2, 9));
  const again = subject.step(state, pageOf(ask, 1, 2));
  assert.deepEqual(paging(again.state).position, { at: 'first', shortRows: 1 });
});

test('A full first page counted apart is read again, since rows may have slipped onto it', () => {
  assert.deepEqual(paging(begun(oneList('apart', { pageSize: 2 }), 2, 2)).position, { at: 'count', page: 1, total: 2, changed: false });
});

test('Beside a full first page a total counted apart may already be nothing', () => {
  assert.deepEqual(paging(begun(oneList('apart', { pageSize: 2 }), 2, 0)).position, { at: 'count', page: 1, total: 0, changed: false });
});

test('A total counted apart never makes the counter fall by more than one', () => {
  const subject = oneList('apart', { pageSize: 2 });
  const { state, ask } = next(subject, begun(subject, 2, 9));
  assert.deepEqual(paging(subject.step(state, pageOf(ask, 1, 3)).state).position, { at: 'count', page: 4, total: 3, changed: true });
});

test("A window that ends exactly `settle` behind the source's clock stands", () => {
  const subject = oneList('exact', { pageSize: 2, settleMs: 5_000 });
  const { state, ask } = next(subject, { streams: {} });
  const date = (ask.window.until + 5_000) as Instant;
  assert.equal(paging(subject.step(state, pageOf(ask, 2, 9, { date })).state).position.at, 'count');
  const late = subject.step(state, pageOf(ask, 2, 9, { date: (date - 1) as Instant }));
  assert.equal(paging(late.state).window.until, ask.window.until - 1_000);
});

test('A page of a window that began or ends elsewhere is dropped', () => {
  const subject = oneList('exact', { pageSize: 2 });
  const { state, ask } = next(subject, begun(subject, 2, 9));
  for (const window of [{ ...ask.window, from: noon }, { ...ask.window, end: noon }]) {
    assert.deepEqual(subject.step(state, pageOf({ ...ask, window }, 1, 9)).insert, {});
  }
});

test('A page may shrink to a single row', () => {
  const subject = oneList('exact', { pageSize: 2 });
  assert.equal(paging(subject.shrink(begun(subject, 2, 9), 'things', 1)).pageSize, 1);
});

test('A list whose pages always have the same size is not asked for smaller ones', () => {
  const page = { number: 'page', sizeMax: 1_000 };
  const subject = listOf({ ...shared, page, strategy: { name: 'plain' }, list: 'whole', accepts: 'loss' });
  const { state } = subject.plan({ streams: {} }, noon);
  assert.equal(subject.shrink(state, 'things', 1), state);
});

test('Merging three responses ends at the state of the third', () => {
  const subject = oneList();
  const states = [1, 2, 3].map((at) => ({ streams: { things: { phase: 'idle' as const, cursor: at as Instant } } }));
  assert.deepEqual(subject.merge(states.map((state) => subject.respond(state))).state, states[2]);
});

test('No time is before every other, those before 1970 too', () => {
  assert.equal(laterInstant(null, -5 as Instant), -5);
});
