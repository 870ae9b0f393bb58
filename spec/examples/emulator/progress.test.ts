import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/core/json.ts';
import { pagesLeft } from '../../../src/emulator/pages-left.ts';
import { createProgress, type ProgressOutput } from '../../../src/emulator/progress.ts';
import type { LoadReport } from '../../../src/emulator/warehouse/load.ts';

const paging = (page: number, total: number | null = 950): JsonObject => ({
  version: 1,
  streams: { orders: { phase: 'paging', pageSize: 100, position: { at: 'count', page, total } } },
});

const loaded: LoadReport = {
  call: 1,
  tables: [{ table: 'orders', rowsInserted: 1_000, rowsDeleted: 0, rowsSoftDeleted: 0, created: false, columnsAdded: [], columnsWidened: [] }],
};

const read = { insert: {}, delete: {}, schema: {}, softDelete: [], hasMore: true, warnings: [] };

/** What is written while these states are answered, one a second. */
function shown(states: readonly JsonObject[], isTTY: boolean): string {
  let nowMs = 0;
  const stream = new PassThrough();
  const output: ProgressOutput = Object.assign(stream, { isTTY });
  const progress = createProgress(output, () => nowMs);
  states.forEach((state, nth) => {
    nowMs += 1_000;
    progress.show({ nth: nth + 1, answer: { ...read, state }, loaded });
  });
  progress.end();
  return String(stream.read() ?? '');
}

test('In a pipe a plain line every two seconds tells calls, rows, rate, time to go and pages left', () => {
  const text = shown([{}, paging(9), paging(8), paging(7), paging(6)], false);
  assert.deepEqual(text.split('\n'), [
    '  2 calls, 2,000 rows, 1,000 rows/s, 9 of 10 pages left of orders',
    '  4 calls, 4,000 rows, 1,000 rows/s, about 7 s to go, 7 of 10 pages left of orders',
    '',
  ]);
});

test('On a terminal a bar tells the same', () => {
  const text = shown([paging(9), paging(8)], true);
  assert.match(text, /orders \[.*\] 10% {2}1,000 rows, 1,000 rows\/s, 9 of 10 pages left/);
});

test('Where the total is not known, only the pages left are', () => {
  assert.deepEqual(pagesLeft(paging(9)), { stream: 'orders', pages: 9, pagesInAll: 10 });
  assert.deepEqual(pagesLeft(paging(9, null)), { stream: 'orders', pages: 9, pagesInAll: null });
});

test('A state that counts no pages down tells nothing, whatever it is', () => {
  const position = (at: JsonObject): JsonObject => ({ streams: { orders: { phase: 'paging', position: at } } });
  for (const state of [null, 'x', {}, { streams: [] }, { streams: { orders: null } }, position({ at: 'climb', page: 3 }), position({ token: 'x' })]) {
    assert.equal(pagesLeft(state), null);
  }
});
