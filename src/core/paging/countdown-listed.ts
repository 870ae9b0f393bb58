import type { Page } from '../page.ts';
import type { PagingOf } from '../state.ts';
import { brokenPromise, demandEnd, totalOf } from './broken-promise.ts';
import type { CountdownPosition, CountdownWant } from './countdown.ts';
import { lowestPage } from './countdown-end.ts';
import type { StreamOf } from './strategies.ts';
import type { Verdict } from './verdict.ts';

type Countdown = StreamOf<'countdown'>;

/** A page of a list that rows leave: a window with a frozen end, or a whole list to which rows are added at the end. */
export function judgeListed(
  stream: Countdown,
  { position, pageSize }: PagingOf<'countdown'>,
  page: Page,
  want: CountdownWant,
): Verdict<CountdownPosition> {
  switch (position.at) {
    case 'first':
      return judgeFirst(stream, pageSize, position.shortRows, page);
    case 'climb':
      return judgeClimb(stream, pageSize, position.page, page);
    case 'count':
      return judgeCount(stream, pageSize, position, page, want);
  }
}

function judgeFirst(stream: Countdown, pageSize: number, shortRows: number | null, page: Page): Verdict<CountdownPosition> {
  const rows = page.count;
  if (stream.strategy.total === 'none') {
    return rows === 0 ? { kind: 'finish' } : judgeClimb(stream, pageSize, 1, page);
  }
  const total = totalOf(page, 'page 1');
  const pages = Math.ceil(total / pageSize);
  if (reachesBeyond(stream, Math.max(total + 1, pages * pageSize))) return { kind: 'cut' };
  const exact = stream.strategy.total === 'exact';
  const rowsLeast = exact ? Math.min(pageSize, total) : Math.min(1, total);
  if (rows < rowsLeast) {
    // T6: a short first page held the whole list, and rows only leave: a larger total afterwards contradicts it.
    if (shortRows !== null && total > shortRows) {
      throw brokenPromise(
        page,
        'page 1',
        `${rowsLeast} rows or more, since the total says ${total}`,
        `${rows} came, and ${shortRows} when it was asked before. The API may limit the page size without a word`,
      );
    }
    return { kind: 'drop', position: { at: 'first', shortRows: rows } };
  }
  if (exact ? total <= pageSize : rows < pageSize && total <= rows) return { kind: 'finish' };
  // A total counted apart may belong to pages smaller than asked for; pages past the end are merely empty.
  // One counted after its page may already be 0.
  const counter = exact ? pages : Math.max(1, Math.ceil(total / Math.max(1, rows)));
  return { kind: 'deliver', position: { at: 'count', page: counter, total, changed: false } };
}

/** Only an empty page is the end: a short one may have lost rows between two queries of the API's own. */
function judgeClimb(stream: Countdown, pageSize: number, number: number, page: Page): Verdict<CountdownPosition> {
  if (page.count === 0) {
    return { kind: 'deliver', position: { at: 'count', page: number - 1, total: null, changed: true } };
  }
  demandEnd(page, number);
  if (reachesBeyond(stream, (number + 1) * pageSize)) return { kind: 'cut' };
  return { kind: 'deliver', position: { at: 'climb', page: number + 1 } };
}

function judgeCount(
  stream: Countdown,
  pageSize: number,
  position: Extract<CountdownPosition, { at: 'count' }>,
  page: Page,
  want: CountdownWant,
): Verdict<CountdownPosition> {
  const before = position.total;
  const total = before === null ? null : totalAfter(pageSize, before, position.page, page);
  // To a whole list rows may be added meanwhile; they wait for the next sync.
  if (before !== null && total !== null && stream.window !== undefined) {
    if (total > (want.total ?? before)) return { kind: 'entered' };
    // P7: fetched ahead, and older than what was delivered since: rows may have slipped past it.
    if (total > before) return { kind: 'drop', position };
  }
  const exact = stream.window !== undefined && stream.strategy.total === 'exact';
  const changed = position.changed || page.pastEnd || total !== before;
  // P1: by one, or to the page that is last now.
  const counter =
    exact && total !== null ? Math.min(position.page - 1, Math.ceil(total / pageSize)) : position.page - 1;
  // P4, T1: at 0 nothing is left, and with nothing changed since it was read first, page 1 needs no second read.
  const finished = counter < lowestPage(stream, 1, changed);
  return finished ? { kind: 'finish' } : { kind: 'deliver', position: { at: 'count', page: counter, total, changed } };
}

function totalAfter(pageSize: number, before: number, number: number, page: Page): number {
  return page.pastEnd ? Math.min(before, (number - 1) * pageSize) : totalOf(page, `page ${number}`);
}

function reachesBeyond({ window }: Countdown, rows: number): boolean {
  return window?.resultsMax !== undefined && rows > window.resultsMax;
}
