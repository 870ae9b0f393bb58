import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Catalog, Stream } from '../../../src/core/catalog.ts';
import { connector } from '../../../src/core/connector.ts';
import { parseInstant, type Instant } from '../../../src/core/instant.ts';
import type { Ask, Page } from '../../../src/core/page.ts';
import { thingsOptions } from '../../simulation/things.ts';
import { noon } from './one-list.ts';
import { kept, listOf, nothing, pageWith, read, shared, sync } from './other-list.ts';

const windowed = { from: 'from', until: 'until', format: 'iso', grainMs: 1_000 } as const;
const stream: Stream = { ...shared, strategy: { name: 'countdown', total: 'exact' }, window: windowed };
const dayMs = 24 * 60 * 60 * 1_000;
const after = (days: number): Instant => (noon + days * dayMs) as Instant;
const empty = (ask: Ask): Page => pageWith(ask, [], { total: 0 });

function instant(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new Error(text);
  return at;
}

test('An overlap reaches back behind the cursor once, and never enters it', () => {
  const subject = listOf({ ...stream, window: { ...windowed, overlapMs: 5_000 } });
  const first = sync(subject, nothing, empty);
  const { cursor } = first.state.streams['things'] ?? {};
  const { ask, things } = read(subject, first.state, empty, after(1));
  assert.equal(ask.window?.from, Number(cursor) - 5_000);
  assert.equal(things?.cursor, ask.window.until);
  assert.deepEqual(subject.plan(first.state, noon).asks, []);
});

test('A window that is frozen again at the cursor itself has nothing to read, whatever its overlap', () => {
  const subject = listOf({ ...stream, window: { ...windowed, overlapMs: 60_000 } });
  const first = sync(subject, nothing, empty);
  const { cursor } = first.state.streams['things'] ?? {};
  const behind = read(subject, first.state, (ask) => ({ ...empty(ask), date: (noon - 1_000) as Instant }), (noon + 20_000) as Instant);
  assert.deepEqual(behind.things, { phase: 'idle', cursor });
});

test('Everything is read again every so many days', () => {
  const subject = listOf({ ...stream, readAllEveryDays: 7 });
  const first = sync(subject, nothing, empty);
  const end = noon - 6_000;
  assert.deepEqual(first.state.streams['things'], { phase: 'idle', cursor: end, allReadAt: end });
  const soon = sync(subject, first.state, empty, after(6));
  assert.equal(soon.reads[0]?.ask.window?.from, end);
  assert.equal((soon.state.streams['things'] as { allReadAt?: Instant }).allReadAt, end);
  const begun = subject.plan(soon.state, after(8));
  assert.equal(begun.asks[0]?.window?.from, null);
  assert.deepEqual(kept(subject, begun.state), begun.state);
  const all = sync(subject, soon.state, empty, after(8));
  assert.equal((all.state.streams['things'] as { allReadAt?: Instant }).allReadAt, all.state.streams['things']?.cursor);
});

test('While everything is read again the cursor stands where it was, also behind the pieces of a cut window', () => {
  const subject = listOf({ ...stream, readAllEveryDays: 1, window: { ...windowed, resultsMax: 10 } });
  const first = sync(subject, nothing, empty);
  const cursor = first.state.streams['things']?.cursor;
  const cut = read(subject, first.state, (ask) => pageWith(ask, ['a', 'b'], { total: 50 }), after(2));
  const piece = read(subject, cut.state, empty, after(2));
  assert.equal(piece.things?.cursor, cursor);
  assert.deepEqual(kept(subject, piece.state), piece.state);
});

test('A window that reads everything and is frozen again goes on reading everything', () => {
  const subject = listOf({ ...stream, readAllEveryDays: 1 });
  const first = sync(subject, nothing, empty);
  const { things } = read(subject, first.state, (ask) => ({ ...empty(ask), date: noon }), after(2));
  assert.deepEqual(things?.phase === 'paging' && [things.readsAll, things.window?.from], [true, null]);
});

test('A state whose field says anything but true to reading everything is refused', () => {
  const subject = listOf({ ...stream, readAllEveryDays: 1 });
  const printed = JSON.stringify(subject.print(subject.plan(nothing, noon).state));
  assert.throws(() => subject.parse(JSON.parse(printed.replace('"readsAll":true', '"readsAll":1')) as never), /readsAll: expected true/);
});

test('Pages whose size cannot be chosen always have the largest, and never shrink', () => {
  const subject = listOf({ ...stream, page: { number: 'page', sizeMax: 50 } });
  const { state, asks } = subject.plan(nothing, noon);
  assert.equal(asks[0]?.pageSize, 50);
  assert.equal(subject.shrink(state, 'things', 10), state);
});

test('A state of another strategy than the stream now has starts the window over', () => {
  const { state } = listOf(stream).plan(nothing, noon);
  const keyset = listOf({ ...stream, strategy: { name: 'keyset', parameter: 'after', key: ['id'] } });
  const { things, ask } = read(keyset, state, (one) => pageWith(one, ['a'], { lastKey: 'a' }));
  assert.deepEqual([ask.strategy, things?.phase === 'paging' && things.strategy], ['keyset', 'keyset']);
});

test('The rules of another strategy are never applied to a stream', () => {
  const { state, asks } = listOf(stream).plan(nothing, noon);
  const [ask] = asks;
  assert.ok(ask !== undefined);
  const keyset = listOf({ ...stream, strategy: { name: 'keyset', parameter: 'after', key: ['id'] } });
  assert.throws(() => keyset.step(state, empty(ask)), { name: 'BUG' });
});

/** Deletions and the list that they belong to; deleted rows may come back. */
function withTombstones(undeleted: boolean): Catalog {
  const deletes = { by: 'tombstones', stream: 'deleted_things', undeleted } as const;
  return {
    source: 'things',
    tables: { things: { primary_key: ['id'] } },
    streams: { deleted_things: stream, things: { ...stream, deletes } },
  };
}

test('Where deleted rows may come back, their list is read no further than the list of deletions was', () => {
  const subject = connector(withTombstones(true), { ...thingsOptions, pageSize: 2 });
  const first = read(subject, nothing, empty);
  const { ask } = read(subject, first.state, empty, after(1));
  assert.deepEqual([ask.stream, ask.window?.end], ['things', first.state.streams['deleted_things']?.cursor]);
});

test('Where they may not, or their deletions are not asked for, each list is read as far as it can be', () => {
  const apart = connector(withTombstones(false), { ...thingsOptions, pageSize: 2 });
  assert.equal(read(apart, read(apart, nothing, empty).state, empty, after(1)).ask.window?.end, after(1) - 6_000);
  const alone = connector(withTombstones(true), { ...thingsOptions, streams: ['things'], pageSize: 2 });
  assert.equal(read(alone, nothing, empty, after(1)).ask.window?.end, after(1) - 6_000);
});

test('A list whose deleted rows may come back waits until its deletions were read once', () => {
  const subject = connector(withTombstones(true), { ...thingsOptions, pageSize: 2 });
  const begun = { streams: { things: { phase: 'due', cursor: null } } } as const;
  const { state, asks } = subject.plan(begun, noon);
  assert.deepEqual([state.streams['things'], asks], [{ phase: 'idle', cursor: null }, []]);
});

const berlin: Stream = { ...stream, window: { ...windowed, format: { zone: 'Europe/Berlin' } } };

test('No window ends in an hour that local clocks show twice: it ends at the first of the two', () => {
  const subject = listOf(berlin);
  for (const [now, end] of [
    ['2026-10-25T00:00:00Z', '2026-10-24T23:59:54Z'],
    ['2026-10-25T00:30:06Z', '2026-10-25T00:00:00Z'],
    ['2026-10-25T01:59:00Z', '2026-10-25T00:00:00Z'],
    ['2026-10-25T02:00:06Z', '2026-10-25T02:00:00Z'],
    ['2026-03-29T01:30:06Z', '2026-03-29T01:30:00Z'],
    ['2026-07-01T12:00:06Z', '2026-07-01T12:00:00Z'],
  ] as const) {
    assert.equal(read(subject, nothing, empty, instant(now)).ask.window?.end, instant(end), now);
  }
});

test('A window that begins near a change of the clocks reaches back two hours', () => {
  const subject = listOf(berlin);
  for (const [cursor, from] of [
    ['2026-10-25T03:00:00Z', '2026-10-25T01:00:00Z'],
    ['2026-03-29T01:00:00Z', '2026-03-28T23:00:00Z'],
    ['2026-07-01T12:00:00Z', '2026-07-01T12:00:00Z'],
  ] as const) {
    const state = { streams: { things: { phase: 'idle', cursor: instant(cursor) } } } as const;
    assert.equal(read(subject, state, empty, (instant(cursor) + dayMs) as Instant).ask.window?.from, instant(from), cursor);
  }
});
