import '../without-coverage.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeOf } from '../../src/core/cursor.ts';
import { Failure } from '../../src/core/failure.ts';
import { floorInstant, type Instant } from '../../src/core/instant.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Ask, Page } from '../../src/core/page.ts';
import type { State } from '../../src/core/state.ts';
import { ours } from '../simulation/ours.ts';
import { exploreSmallWorlds } from '../simulation/small-worlds.ts';
import { firstInstant, thingsCatalog, thingsOptions } from '../simulation/things.ts';

/*
 * What the promise of no loss rests on, taken away one by one. Each test shows what happens then: what spec/countdown.md
 * says, no more and no less.
 */

type Row = { readonly id: string; readonly stamp: number };

/** A list whose every answer a test may bend. */
class List {
  rows: readonly Row[];
  now: number = firstInstant;
  dated = true;
  order: (one: Row, other: Row) => number = (one, other) => (one.id < other.id ? -1 : 1);
  total = (rows: number): number => rows;
  /** What happens before the read with that number, counted from 1. */
  readonly before = new Map<number, () => void>();
  reads = 0;

  constructor(ids: string) {
    this.rows = Array.from(ids, (id, nth) => ({ id, stamp: firstInstant - 60_000 + nth }));
  }

  answer(ask: Ask): Page {
    this.reads += 1;
    this.before.get(this.reads)?.();
    const { window, pageSize } = ask;
    const page = 'page' in ask.want ? ask.want.page : 1;
    const listed = this.rows.filter(({ stamp }) => window !== null && stamp < window.until && (window.from === null || stamp >= window.from)).sort(this.order);
    const changes = listed.slice((page - 1) * pageSize, page * pageSize).map(({ id }) => ({ insert: { things: [{ id }] } }));
    return { ask, count: changes.length, changes, total: this.total(listed.length), pastEnd: false, date: this.dated ? floorInstant(this.now, 1_000) : null };
  }
}

const rules = ours(thingsCatalog('exact'), { ...thingsOptions, streams: ['things'] });

/** One sync; what it delivered, in order, and where it then stood. */
function sync(list: List, begun: State = { streams: {} }, localMs = 0): { ids: string; state: State } {
  let ids = '';
  for (let state = begun; ; ) {
    const planned = rules.plan(state, (list.now + localMs) as Instant);
    const [ask] = planned.asks;
    if (ask === undefined) return { ids, state: planned.state };
    const response = rules.step(planned.state, list.answer(ask));
    ids += (response.insert['things'] ?? []).map(idOf).join('');
    ({ state } = response);
    if (!response.hasMore) return { ids, state };
  }
}

function idOf({ id }: JsonObject): string {
  return typeof id === 'string' ? id : assert.fail('a row has no id');
}

/** The rows that were never delivered. */
function missing(list: List, ids: string): string {
  return list.rows.map(({ id }) => id).filter((id) => !ids.includes(id)).join('');
}

test('With every assumption kept, nothing is missing', () => {
  const list = new List('abcdef');
  list.before.set(3, () => {
    list.rows = list.rows.slice(1);
  });
  assert.equal(missing(list, sync(list).ids), '');
});

test('A row that enters a frozen window is seen by the total, and the window starts over without a loss', () => {
  const list = new List('bcdef');
  list.before.set(3, () => {
    list.rows = [{ id: 'a', stamp: firstInstant - 60_000 }, ...list.rows];
  });
  const { ids, state } = sync(list);
  assert.equal(missing(list, ids), '');
  assert.equal(state.streams['things']?.phase, 'idle');
  // Page 1, page 3, page 2 with the larger total, then the whole window again: pages 1, 3 and 2.
  assert.equal(list.reads, 6);
});

test('A window that rows keep entering is a contract error after three fresh starts', () => {
  const list = new List('bcdef');
  for (let read = 2; read < 40; read += 1) {
    list.before.set(read, () => {
      list.rows = [{ id: `${read}`, stamp: firstInstant - 60_000 }, ...list.rows];
    });
  }
  assert.throws(() => sync(list), (error) => error instanceof Failure && error.code === 'CONTRACT' && error.message.includes('total grew 4 times'));
});

test('A row that enters a window just as another leaves it is not seen: it can be lost, and so can one that moved', () => {
  const list = new List('bcdef');
  list.before.set(3, () => {
    list.rows = [...list.rows.slice(1), { id: 'g', stamp: firstInstant - 60_000 }];
  });
  assert.equal(missing(list, sync(list).ids), 'dg');
});

test('A source clock that steps back by more than `settle` dates rows before the cursor, and they are lost', () => {
  const list = new List('abc');
  const first = sync(list);
  const stepBackMs = 2 * thingsOptions.settleMs;
  list.now -= stepBackMs;
  list.rows = [...list.rows, { id: 'd', stamp: list.now }];
  list.now += 60_000;
  assert.equal(missing(list, first.ids + sync(list, first.state).ids), 'd');
});

test('A source clock that steps back by less than `settle` loses nothing', () => {
  const list = new List('abc');
  const first = sync(list);
  list.now -= thingsOptions.settleMs - 1;
  list.rows = [...list.rows, { id: 'd', stamp: list.now }];
  list.now += 60_000;
  assert.equal(missing(list, first.ids + sync(list, first.state).ids), '');
});

test('A transaction that commits later than `settle` after its stamp is lost', () => {
  const list = new List('abc');
  const first = sync(list);
  const cursor = timeOf(first.state.streams['things']?.cursor ?? null) ?? assert.fail('there is no cursor');
  list.rows = [...list.rows, { id: 'd', stamp: cursor - 1 }];
  list.now += 60_000;
  assert.equal(missing(list, first.ids + sync(list, first.state).ids), 'd');
});

test('An order that changes for a row inside the window loses it with nobody editing', () => {
  const list = new List('abcdef');
  // Ties in the order are broken anew for every query, as by a list that is ordered by its stamp alone.
  list.before.set(3, () => {
    list.order = (one, other) => 'cdabef'.indexOf(one.id) - 'cdabef'.indexOf(other.id);
  });
  const { ids } = sync(list);
  assert.equal(ids, 'abefab');
  assert.equal(missing(list, ids), 'cd');
});

test('A total that is too small hides the rows beyond it', () => {
  const list = new List('abcdef');
  list.total = (rows) => rows - 2;
  assert.equal(missing(list, sync(list).ids), 'ef');
});

test('A total that is too large costs empty pages, and loses nothing', () => {
  const list = new List('abcdef');
  list.total = (rows) => rows + 20;
  assert.equal(missing(list, sync(list).ids), '');
  assert.equal(list.reads, 13);
});

test('A first page that stays shorter than its total is a contract error, as of a source that clamps the page size', () => {
  const list = new List('a');
  list.total = () => 9;
  assert.throws(() => sync(list), (error) => error instanceof Failure && error.code === 'CONTRACT' && error.message.includes('limit the page size'));
});

test('A source without a clock is trusted to be where the local clock is: one that is behind loses rows', () => {
  const list = new List('abc');
  list.dated = false;
  const aheadMs = 60_000;
  const first = sync(list, { streams: {} }, aheadMs);
  list.rows = [...list.rows, { id: 'd', stamp: list.now + 1_000 }];
  list.now += 2 * aheadMs;
  assert.equal(missing(list, first.ids + sync(list, first.state, aheadMs).ids), 'd');
});

test('A total declared as exact that is counted in another query loses rows', () => {
  const kind = { name: 'declared exact, counted apart', total: 'exact', queries: 'count, rows', ahead: 0, pastEnd: false } as const;
  assert.match(exploreSmallWorlds(ours, kind).lost?.at(-1) ?? '', /ends without/);
});

test('A total counted apart, from a source that reads the contents of a page after finding its places, can lose rows', () => {
  const things = ours(thingsCatalog('apart'), { ...thingsOptions, streams: ['things'] });
  const { state, asks } = things.plan({ streams: {} }, firstInstant);
  const [ask] = asks;
  if (ask === undefined) throw new Error('a page is asked for');
  // Places a and b of a, b, c are found; a leaves, and b's contents are read; b leaves; c is counted.
  const page: Page = { ask, count: 1, changes: [{ insert: { things: [{ id: 'b' }] } }], total: 1, pastEnd: false, date: null };
  const { hasMore, insert } = things.step(state, page);
  assert.equal(hasMore, false);
  assert.deepEqual(insert, { things: [{ id: 'b' }] });
});
