import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateInShort } from '../../../src/emulator/state-in-short.ts';
import { createTrace, printTrace, type TracedCall } from '../../../src/emulator/trace.ts';

const names = { streams: ['deleted_orders', 'orders'], tables: ['orders', 'order_lines'] };
const at = '2026-01-31T08:00:05.000Z';
const idle = { phase: 'idle', cursor: at };
const paging = (page: number) => ({ phase: 'paging', cursor: null, pageSize: 100, position: { at: 'count', page, total: 250 } });

const calls: readonly TracedCall[] = [
  {
    nth: 1,
    stateIn: {},
    asks: { pages: [{ stream: 'deleted_orders', page: 1 }, { stream: 'orders', page: 1 }], others: 0 },
    rows: { orders: { inserted: 100, deleted: 2 }, order_lines: { inserted: 340, deleted: 0 } },
    bytes: 61_234,
    milliseconds: 81.4,
    stateOut: { version: 1, streams: { deleted_orders: idle, orders: paging(3) } },
    hasMore: true,
  },
  {
    nth: 2,
    stateIn: { version: 1, streams: { deleted_orders: idle, orders: paging(3) } },
    asks: { pages: [3, 2, 1].map((page) => ({ stream: 'orders', page })), others: 250 },
    rows: { orders: { inserted: 250, deleted: 0 } },
    bytes: 120_001,
    milliseconds: 190,
    stateOut: { version: 1, streams: { deleted_orders: idle, orders: idle } },
    hasMore: false,
  },
];

test('A sync is printed as a table with one line per call', () => {
  assert.deepEqual(printTrace(names, calls).split('\n'), [
    'A = deleted_orders',
    'B = orders',
    'asks: pages of each list, then +n other requests; a time: complete up to it; due: this sync has still to open it',
    'call  state in                      asks             orders  order_lines      bytes      ms  state out                     hasMore',
    '   1  {}                            A 1 B 1         +100 -2         +340     61,234      81  A 01-31 08:00:05, B page 3    true',
    '   2  A 01-31 08:00:05, B page 3    B 3…1 +250         +250                 120,001     190  A B 01-31 08:00:05            false',
  ]);
});

test('A call that failed shows what it was asked and for what', () => {
  const [, second] = calls;
  assert.ok(second);
  assert.equal(
    createTrace(names).failure({ ...second, error: 'SOURCE : 500 came\nmore' }),
    '   2  A 01-31 08:00:05, B page 3    B 3…1 +250    failed: SOURCE : 500 came',
  );
});

test('Pages that are asked for again, or in no order, are shown one by one', () => {
  const printed = (pages: readonly (number | null)[]): string | undefined => {
    const [call] = calls;
    assert.ok(call);
    const line = createTrace(names).line({ ...call, asks: { pages: pages.map((page) => ({ stream: 'orders', page })), others: 0 } });
    return /B (.*?) {2}/.exec(line)?.[1];
  };
  assert.equal(printed([9, 8, 8, 7]), '9 8 8 7');
  assert.equal(printed([9, 8, 7, 7, 6, 5]), '9…7 7…5');
  assert.equal(printed([1, 2, 3, 2]), '1…3 2');
  assert.equal(printed([null, null]), 'next next');
});

test('Many tables share a column that names those with rows', () => {
  const tables = ['a', 'b', 'c', 'd', 'e'];
  const [call] = calls;
  assert.ok(call);
  const rows = { a: { inserted: 1, deleted: 0 }, b: { inserted: 0, deleted: 0 }, e: { inserted: 0, deleted: 2 } };
  assert.match(createTrace({ ...names, tables }).line({ ...call, rows }), / {2}a \+1, e -2 {2}/);
});

test('A state in short names each stream by its phase, and another state by its JSON', () => {
  const short = (streams: object): string => stateInShort({ version: 1, streams: streams as Record<string, never> }, (name) => name);
  assert.equal(short({ a: { phase: 'due', cursor: null }, b: { phase: 'due', cursor: at } }), 'a b due');
  assert.equal(short({ a: { phase: 'idle', cursor: null } }), 'a never read');
  assert.equal(short({ a: { ...paging(1), position: { at: 'first', shortRows: null } } }), 'a first page');
  assert.equal(short({ a: { ...paging(1), position: { at: 'climb', page: 7 } } }), 'a up to page 7');
  assert.equal(short({ a: { ...paging(1), position: { page: 7 } } }), 'a page 7');
  assert.equal(short({ a: { ...paging(1), position: { at: 'up', since: null, page: 1 } } }), 'a page 1');
  assert.equal(short({ a: { ...paging(1), position: { at: 'down', since: at, page: 2, next: null } } }), 'a page 2 from 01-31 08:00:05');
  const cycle = { anchor: null, steps: 0 };
  assert.equal(short({ a: { ...paging(1), position: { token: null, cycle } } }), 'a first page');
  assert.equal(short({ a: { ...paging(1), position: { token: 'xyz', cycle } } }), 'a token xyz');
  assert.equal(short({ a: { ...paging(1), position: { after: null, cycle } } }), 'a first page');
  assert.equal(short({ a: { ...paging(1), position: { after: 'order-1234567890-abcdef', cycle } } }), 'a after order-1234567890-ab…');
  assert.equal(short({ a: { ...paging(1), position: { bookmark: 'xyz' } } }), 'a bookmark "xyz"');
  assert.equal(short({ a: { ...idle, cursor: { rows: 1200 } }, b: { ...idle, cursor: { key: '' } }, c: { ...idle, cursor: { token: 't' } } }), 'a 1200 rows, b key , c token t');
  assert.equal(stateInShort({ cursor: at, page: 3 }, (name) => name), `{"cursor":"${at}","page":3}`);
  assert.equal(stateInShort({ blob: 'x'.repeat(100) }, (name) => name).length, 60);
});
