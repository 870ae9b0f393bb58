import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stream } from '../../../src/core/catalog.ts';
import { connector, type Connector } from '../../../src/core/connector.ts';
import { rowsOf, timeOf } from '../../../src/core/cursor.ts';
import type { Instant } from '../../../src/core/instant.ts';
import { pagesMax, tokenCharactersMax } from '../../../src/core/limits.ts';
import type { Ask, Page } from '../../../src/core/page.ts';
import type { State, StreamState } from '../../../src/core/state.ts';
import { printWindow, sameWindow } from '../../../src/core/window.ts';
import { zoneOffsetMs } from '../../../src/core/zone.ts';
import { thingsOptions } from '../../simulation/things.ts';
import { noon } from './one-list.ts';
import { changedSince, kept, listOf, nothing, pageWith, read, shared, sync } from './other-list.ts';

/** What goes wrong only at the edge of a rule: the last page, the first moment, the name that is not there yet. */

const within = { from: 'from', until: 'until', format: 'iso', grainMs: 1_000 } as const;
const exact = { name: 'countdown', total: 'exact' } as const;
const walked = { ...shared, strategy: { name: 'walked' }, window: changedSince } as const;
const keyset = { ...shared, strategy: { name: 'keyset', parameter: 'after', key: ['id'] } } as const;
const token = { ...shared, strategy: { name: 'token', ends: 'fresh', next: ['next'], parameter: 'token' } } as const;
const plain = { ...shared, strategy: { name: 'plain' }, accepts: 'loss' } as const;
const ago = (seconds: number): Instant => (noon - seconds * 1_000) as Instant;
const idle = (cursor: StreamState['cursor']): State => ({ streams: { things: { phase: 'idle', cursor } } });

/** The state of a stream that is being read, with other values in it. */
function altered(state: State, changes: object): State {
  return { streams: { things: { ...state.streams['things'], ...changes } as StreamState } };
}

function stamped(ask: Ask, ...stamps: readonly number[]): Page {
  const [earliest = 0] = stamps;
  return pageWith(ask, stamps.map((_, nth) => `${nth}`), {
    stamps: { earliest: earliest as Instant, last: (stamps.at(-1) ?? 0) as Instant, ordered: true },
  });
}

test('Where pages have a size of their own, one with more rows is none too long', () => {
  const subject = listOf({ ...keyset, page: { number: 'page', sizeMax: 2 }, list: 'whole' });
  assert.deepEqual(read(subject, nothing, (ask) => pageWith(ask, ['a', 'b', 'c'], { lastKey: 'c' })).ids, ['a', 'b', 'c']);
});

test('A window from the beginning of time holds rows from before 1970, too', () => {
  const subject = listOf({ ...plain, window: within });
  assert.equal(read(subject, nothing, (ask) => stamped(ask, -5)).ids.length, 1);
  const { things } = read(listOf(walked), nothing, (ask) => stamped(ask, -9_000, -5_000));
  assert.deepEqual(things?.phase === 'paging' && things.position, { at: 'up', since: -5_000, page: 1 });
});

test('Only where the API excludes the lower bound may a row be a grain older than the window', () => {
  const from = idle(ago(100));
  const older = (ask: Ask): Page => stamped(ask, ago(101));
  assert.throws(() => read(listOf({ ...plain, window: within }), from, older), /window \[2026-01-31T11:58:20\.000Z, .*no row stamped before the window/);
  assert.equal(read(listOf({ ...plain, window: { ...within, bounds: '(]' } }), from, older).ids.length, 1);
});

test('A cursor of one kind is no other', () => {
  assert.equal(timeOf({ rows: 1 }), null);
  assert.equal(rowsOf(noon), 0);
  for (const stream of [keyset, token]) {
    const { asks } = listOf({ ...stream, window: within }).plan(idle(ago(100)), noon);
    assert.deepEqual(asks.map(({ window }) => window?.from), [ago(100)]);
  }
});

test('Everything is read again on the very day, and where there is no cursor', () => {
  const subject = listOf({ ...shared, strategy: exact, window: within, readAllEveryDays: 1 });
  const end = ago(6);
  const dayBefore = (end - 86_400_000) as Instant;
  const readsAll = (cursor: Instant | null, allReadAt: Instant): unknown => {
    const { things } = subject.plan({ streams: { things: { phase: 'idle', cursor, allReadAt } } }, noon).state.streams;
    return things?.phase === 'paging' && things.readsAll;
  };
  assert.equal(readsAll(dayBefore, dayBefore), true);
  assert.equal(readsAll(dayBefore, (dayBefore + 1) as Instant), undefined);
  assert.equal(readsAll(null, (end - 1_000) as Instant), true);
});

const endless: readonly [string, Stream, object, (ask: Ask) => Page][] = [
  ['climbed', { ...shared, strategy: { name: 'countdown', total: 'none' }, list: 'whole' }, { at: 'climb', page: pagesMax }, (ask) => pageWith(ask, ['a'])],
  ['climbed and appended', { ...shared, strategy: { name: 'countdown', total: 'none' }, list: 'appended' }, { at: 'climb', page: pagesMax, rows: 2 }, (ask) => pageWith(ask, ['a'])],
  ['of keys', { ...keyset, list: 'whole' }, { after: 'a', cycle: { anchor: 'a', steps: pagesMax - 1 } }, (ask) => pageWith(ask, ['b'], { lastKey: 'b' })],
  ['walked', walked, { at: 'up', since: ago(90), page: pagesMax }, (ask) => stamped(ask, ago(90))],
];

for (const [what, stream, position, answer] of endless) {
  test(`A list ${what} that goes on for ever is stopped`, () => {
    const subject = listOf(stream);
    const state = altered(subject.plan(nothing, noon).state, { position });
    const said = new RegExp(`page ${pagesMax}: expected the list to come to an end, but ${pagesMax} pages came`);
    assert.throws(() => read(subject, state, answer), said);
  });
}

test('A first page of an appended list that is short once is asked for again', () => {
  const subject = listOf({ ...shared, strategy: exact, list: 'appended' });
  const short = read(subject, nothing, (ask) => pageWith(ask, ['a'], { total: 5 }));
  assert.deepEqual([short.ids, short.things?.phase === 'paging' && short.things.position], [[], { at: 'first', shortRows: 1 }]);
  const full = read(subject, short.state, (ask) => pageWith(ask, ['a', 'b'], { total: 5 }));
  assert.deepEqual(full.things?.phase === 'paging' && full.things.position, { at: 'count', page: 3, total: 5, changed: false });
});

test('Of a whole list no page is asked for ahead, and the counter falls by one, whatever its total falls to', () => {
  const subject = listOf({ ...shared, strategy: exact, list: 'whole' }, { pagesAhead: 3 });
  const first = read(subject, nothing, (ask) => pageWith(ask, ['a', 'b'], { total: 10 }));
  assert.equal(subject.plan(first.state, noon).asks.length, 1);
  const fewer = read(subject, first.state, (ask) => pageWith(ask, [], { total: 3 }));
  assert.deepEqual(fewer.things?.phase === 'paging' && fewer.things.position, { at: 'count', page: 4, total: 3, changed: true });
});

test('A key and a token may be as long as the state holds', () => {
  const longest = 'x'.repeat(tokenCharactersMax);
  assert.equal(read(listOf({ ...keyset, list: 'whole' }), nothing, (ask) => pageWith(ask, ['a'], { lastKey: longest })).ids.length, 1);
  assert.equal(read(listOf({ ...token, list: 'whole' }), nothing, (ask) => pageWith(ask, ['a'], { token: longest })).ids.length, 1);
});

test('A key or a token that is its own next one is noticed at once, also far into a list', () => {
  const cycle = { anchor: 'b', steps: 3 };
  const keys = listOf({ ...keyset, list: 'whole' });
  const behind = altered(keys.plan(nothing, noon).state, { position: { after: 'c', cycle } });
  assert.throws(() => read(keys, behind, (ask) => pageWith(ask, ['c'], { lastKey: 'c' })), /a key came again/);
  const tokens = listOf({ ...token, list: 'whole' });
  const at = altered(tokens.plan(nothing, noon).state, { position: { token: 'c', cycle } });
  assert.throws(() => read(tokens, at, (ask) => pageWith(ask, ['c'], { token: 'c' })), /one came again/);
});

test('An appended list that never named a token begins again from its beginning', () => {
  const { state } = sync(listOf({ ...token, list: 'appended' }), nothing, (ask) => pageWith(ask, ['a']));
  assert.deepEqual(state.streams['things'], { phase: 'idle', cursor: null });
});

test('A page of another place in a walk is dropped', () => {
  const subject = listOf(walked);
  const { state, asks: [ask] } = subject.plan(nothing, noon);
  assert.ok(ask?.strategy === 'walked');
  for (const want of [{ ...ask.want, at: 'down' as const }, { ...ask.want, page: 2 }]) {
    assert.deepEqual(subject.step(state, stamped({ ...ask, want }, ago(90))).insert, {});
  }
});

test('A page of another strategy is dropped, though it may ask for the same page number', () => {
  const subject = listOf({ ...plain, list: 'whole' });
  const { state, asks: [ask] } = subject.plan(nothing, noon);
  assert.ok(ask);
  const other: Ask = { ...ask, strategy: 'countdown', want: { at: 'first', page: 1, total: null } };
  assert.deepEqual(subject.step(state, pageWith(other, ['a'])).insert, {});
});

test("A walk ends at a row of the window's very end, which belongs to the next window", () => {
  const subject = listOf(walked);
  const { things } = read(subject, nothing, (ask) => stamped(ask, ago(90), ask.window?.until ?? 0));
  assert.deepEqual(things, { phase: 'idle', cursor: ago(6) });
});

test('A group of one stamp may reach to where the API stops paging, and no further', () => {
  const subject = listOf({ ...walked, window: { ...changedSince, resultsMax: 4 } });
  const group = (page: number): number => {
    const state = altered(subject.plan(nothing, noon).state, { position: { at: 'up', since: ago(90), page } });
    return read(subject, state, (ask) => stamped(ask, ago(90), ago(90))).ids.length;
  };
  assert.equal(group(1), 2);
  assert.throws(() => group(2), /page 2: expected fewer than 4 rows of one stamp, but there are more, and the API lists no further\./);
});

const deletions = { ...shared, strategy: exact, window: within } as const;
const both = connector(
  {
    source: 'things',
    tables: { things: { primary_key: ['id'] } },
    streams: { gone: deletions, things: { ...deletions, deletes: { by: 'tombstones', stream: 'gone', undeleted: true } } },
  },
  { ...thingsOptions, streams: ['gone', 'things'] },
);

function planned(gone: StreamState, things?: StreamState): StreamState | undefined {
  return both.plan({ streams: { gone, ...(things === undefined ? {} : { things }) } }, noon).state.streams['things'];
}

test('A list whose deleted rows may come back never goes forward to its list of deletions, and back only while that one is read', () => {
  const due = (cursor: Instant | null) => ({ phase: 'due', cursor }) as const;
  assert.deepEqual(planned(due(ago(200)), due(ago(300))), due(ago(300)));
  assert.deepEqual(planned(due(ago(200)), due(ago(100))), due(ago(200)));
  assert.deepEqual(planned(due(null), due(ago(100))), due(null));
  assert.deepEqual(planned({ phase: 'idle', cursor: ago(200) }, due(ago(100))), { phase: 'idle', cursor: ago(100) });
  assert.equal(planned(due(ago(200))), undefined);
});

test('A list that stands where its list of deletions does goes on', () => {
  const paging = planned({ phase: 'idle', cursor: ago(100) }, { phase: 'due', cursor: null });
  assert.equal(paging?.phase, 'paging');
  assert.deepEqual(planned({ phase: 'due', cursor: null }, paging), paging);
});

test('A stream that was read wholly once keeps the time of it in its state', () => {
  const state: State = { streams: { things: { phase: 'idle', cursor: ago(50), allReadAt: ago(100) } } };
  const subject = listOf({ ...shared, strategy: exact, window: within, readAllEveryDays: 1 });
  assert.deepEqual(kept(subject, state), state);
  const early = altered(subject.plan(nothing, noon).state, { cursor: noon });
  assert.deepEqual(kept(subject, early), early);
});

test('A window that reads everything and ends too near the clock is frozen before the cursor', () => {
  const subject = listOf({ ...shared, strategy: exact, window: within, readAllEveryDays: 1 });
  const state = altered(subject.plan(nothing, noon).state, { cursor: ago(20) });
  const { things } = read(subject, state, (ask) => pageWith(ask, [], { total: 0, date: ago(60) }));
  assert.deepEqual(things?.phase === 'paging' && [things.window?.until, things.readsAll, things.cursor], [ago(65), true, ago(20)]);
});

test('An overlap does not reach behind the beginning of time, and none moves no bound', () => {
  const begin = (subject: Connector): unknown => subject.plan(nothing, noon).asks[0]?.window?.from;
  assert.equal(begin(listOf({ ...plain, window: { ...within, overlapMs: 5_000 } })), null);
  const start = (noon - 100_001) as Instant;
  assert.equal(begin(listOf({ ...plain, window: within }, { start })), start);
});

test('A window without an end is too large where it would have to be cut', () => {
  const subject = listOf({ ...plain, window: { ...changedSince, resultsMax: 3 } }, { pageSize: 2 });
  const one = (ask: Ask): Page => pageWith(ask, ['a']);
  const second = read(subject, read(subject, nothing, one).state, one);
  assert.throws(() => read(subject, second.state, one), { code: 'LIMIT' });
});

test('A time as the cursor of a list without a window is dropped, also while the list is read', () => {
  const subject = listOf({ ...keyset, list: 'whole' });
  const state = altered(subject.plan(nothing, noon).state, { cursor: noon });
  assert.deepEqual(subject.parse(subject.print(state)), { state: nothing, dropped: ['things'] });
});

test('Two windows are the same where all their bounds are, and a whole list is no window', () => {
  const window = { from: null, until: ago(10), end: ago(5) };
  assert.equal(sameWindow(window, { ...window }), true);
  assert.equal(sameWindow(null, null), true);
  assert.equal(sameWindow(window, null), false);
  assert.equal(sameWindow(null, window), false);
  assert.equal(printWindow(null), 'of the whole list');
});

test("The machine's own zone moves no bound", () => {
  const zone = process.env.TZ;
  // Clocks were set back in Berlin at 01:00 UTC on that day.
  const now = Date.UTC(2025, 9, 26, 1, 10) as Instant;
  const plan = (): unknown => listOf({ ...plain, window: within }).plan(idle((now - 600_000) as Instant), now);
  const expected = plan();
  process.env.TZ = 'Europe/Berlin';
  try {
    assert.deepEqual(plan(), expected);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test('Local time is ahead of UTC by as much as the tables of zones say', () => {
  assert.equal(zoneOffsetMs('Europe/Berlin', noon), 3_600_000);
});
