import { rowsOf } from '../cursor.ts';
import type { Page } from '../page.ts';
import type { PagingOf } from '../state.ts';
import { brokenPromise, demandEnd, totalOf } from './broken-promise.ts';
import type { CountdownPosition, CountdownWant } from './countdown.ts';
import { firstPage, lowestPage } from './countdown-end.ts';
import type { StreamOf } from './strategies.ts';
import type { Verdict } from './verdict.ts';

type Countdown = StreamOf<'countdown'>;

/**
 * L1: a page of a list to which rows are only ever added, at its end. No place changes; the total that the first
 * page tells is frozen, rows beyond it are left to the next sync, and it becomes the cursor.
 */
export function judgeAppended(
  stream: Countdown,
  paging: PagingOf<'countdown'>,
  page: Page,
  want: CountdownWant,
): Verdict<CountdownPosition> {
  const { position } = paging;
  switch (position.at) {
    case 'first':
      return stream.strategy.total === 'none'
        ? judgeClimb(paging, want.page, null, page)
        : judgeFirst(stream, paging, position.shortRows, want.page, page);
    case 'climb':
      return judgeClimb(paging, want.page, position.rows ?? 0, page);
    case 'count':
      return judgeCount(stream, paging, position, page);
  }
}

function judgeFirst(
  stream: Countdown,
  { cursor, pageSize }: PagingOf<'countdown'>,
  shortRows: number | null,
  number: number,
  page: Page,
): Verdict<CountdownPosition> {
  // Past the end there is nothing new; such an answer names no total.
  if (page.pastEnd) return { kind: 'end' };
  const total = totalOf(page, `page ${number}`);
  const read = rowsOf(cursor);
  if (total < read) throw shrunk(page, number, read, total);
  if (total === read) return { kind: 'end' };
  const rowsLeast = rowsDue(total, number, pageSize);
  const short = page.count < rowsLeast;
  if (short && stream.strategy.total === 'exact') {
    if (shortRows !== null) throw tooShort(page, number, rowsLeast, total);
    return { kind: 'drop', position: { at: 'first', shortRows: page.count } };
  }
  const pages = Math.ceil(total / pageSize);
  if (pages === number && !short) return { kind: 'finish', cursor: { rows: total } };
  return { kind: 'deliver', position: { at: 'count', page: pages, total, changed: short } };
}

/** Upward from the page that holds the row behind the last that was read, to the first empty one. */
function judgeClimb({ cursor, pageSize }: PagingOf<'countdown'>, number: number, rowsBefore: number | null, page: Page): Verdict<CountdownPosition> {
  demandEnd(page, number);
  if (page.count > 0) return { kind: 'deliver', position: { at: 'climb', page: number + 1, rows: page.count } };
  const read = rowsOf(cursor);
  const total = rowsBefore === null ? (number - 1) * pageSize : (number - 2) * pageSize + rowsBefore;
  if (total < read) throw shrunk(page, number, read, total);
  if (total === read) return { kind: 'end' };
  return { kind: 'deliver', position: { at: 'count', page: number - 1, total, changed: true } };
}

function judgeCount(
  stream: Countdown,
  { cursor, pageSize }: PagingOf<'countdown'>,
  position: Extract<CountdownPosition, { at: 'count' }>,
  page: Page,
): Verdict<CountdownPosition> {
  const total = Number(position.total);
  if (page.total !== null && page.total < total) throw shrunk(page, position.page, total, page.total);
  const rowsLeast = rowsDue(total, position.page, pageSize);
  if (page.count < rowsLeast) throw tooShort(page, position.page, rowsLeast, total);
  // P1: by one.
  const counter = position.page - 1;
  const lowest = lowestPage(stream, firstPage(stream, cursor, pageSize), position.changed);
  return counter < lowest
    ? { kind: 'finish', cursor: { rows: total } }
    : { kind: 'deliver', position: { ...position, page: counter } };
}

/** How many of the first `total` rows stand on a page. */
function rowsDue(total: number, number: number, pageSize: number): number {
  return Math.max(0, Math.min(pageSize, total - (number - 1) * pageSize));
}

function shrunk(page: Page, number: number, before: number, now: number): Error {
  return brokenPromise(page, `page ${number}`, `${before} rows or more in a list that is only appended to`, `there are ${now}`);
}

function tooShort(page: Page, number: number, rowsLeast: number, total: number): Error {
  return brokenPromise(
    page,
    `page ${number}`,
    `${rowsLeast} rows or more of a list that is only appended to and has ${total}`,
    `${page.count} came. Rows were deleted, or the API limits the page size without a word`,
  );
}
