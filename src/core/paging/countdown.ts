import type { Stream } from '../catalog.ts';
import { Failure } from '../failure.ts';
import type { Json } from '../json.ts';
import type { Page } from '../page.ts';
import { readBoolean, readCount, readFields, readOneOf } from '../read.ts';
import type { PagingOf } from '../state.ts';
import type { Verdict } from './verdict.ts';

/**
 * L1, P6: page numbers, read from the last page to the first. In a window with a frozen end rows only leave, and those
 * behind one that left move to the left: toward the pages that are still to come.
 */
export type CountdownDeclaration = {
  /**
   * How the API counts the window: `exact`, in one statement with the page's rows; `apart`, in a query before
   * or after; `none`, not at all.
   */
  readonly total: 'exact' | 'apart' | 'none';
};

/** `page` is the page counter: the pages still to read, and the number of the next one. */
export type CountdownPosition =
  /** Page 1 tells the total. `shortRows`: what it held when it held fewer rows than it should. */
  | { readonly at: 'first'; readonly shortRows: number | null }
  /** Upward to the first empty page, where the API has no total. */
  | { readonly at: 'climb'; readonly page: number }
  /** Downward. `total`: the lowest seen; `changed`: whether it fell since page 1 was read. */
  | { readonly at: 'count'; readonly page: number; readonly total: number | null; readonly changed: boolean };

/** A page, and the total known when it was asked for. */
export type CountdownWant = {
  readonly at: CountdownPosition['at'];
  readonly page: number;
  readonly total: number | null;
};

export const countdown = { begin, wants, judge, resize, parse };

function begin(): CountdownPosition {
  return { at: 'first', shortRows: null };
}

/** P5: the same position always wants the same page. Only an exact total allows pages to be read ahead. */
function wants(
  stream: Stream,
  { position }: PagingOf<'countdown'>,
  ahead: number,
): [CountdownWant, ...CountdownWant[]] {
  if (position.at !== 'count') {
    return [{ at: position.at, page: position.at === 'first' ? 1 : position.page, total: null }];
  }
  const { at, page, total, changed } = position;
  const last = stream.strategy.total !== 'exact' ? page : changed ? 1 : 2;
  const behind = Math.max(0, Math.min(ahead, page - last));
  return [
    { at, page, total },
    ...Array.from({ length: behind }, (_, nth): CountdownWant => ({ at, page: page - 1 - nth, total })),
  ];
}

function judge(
  stream: Stream,
  paging: PagingOf<'countdown'>,
  page: Page,
  want: CountdownWant,
): Verdict<CountdownPosition> {
  const { position, pageSize } = paging;
  const [wanted] = wants(stream, paging, 0);
  if (want.at !== wanted.at || want.page !== wanted.page) return { kind: 'drop', position };
  if (page.count > pageSize) {
    throw broken(page, `at most ${pageSize} rows`, `${page.count} came`);
  }
  switch (position.at) {
    case 'first':
      return judgeFirst(stream, pageSize, position.shortRows, page);
    case 'climb':
      return judgeClimb(stream, pageSize, position.page, page);
    case 'count':
      return judgeCount(stream, pageSize, position, page, want);
  }
}

function judgeFirst(
  stream: Stream,
  pageSize: number,
  shortRows: number | null,
  page: Page,
): Verdict<CountdownPosition> {
  const rows = page.count;
  if (stream.strategy.total === 'none') {
    return rows === 0 ? { kind: 'finish' } : judgeClimb(stream, pageSize, 1, page);
  }
  const total = totalOf(page);
  const pages = Math.ceil(total / pageSize);
  if (reachesBeyond(stream, Math.max(total + 1, pages * pageSize))) return { kind: 'cut' };
  const exact = stream.strategy.total === 'exact';
  const rowsLeast = exact ? Math.min(pageSize, total) : Math.min(1, total);
  if (rows < rowsLeast) {
    // T6: a short first page held the whole list, and rows only leave: a larger total afterwards contradicts it.
    if (shortRows !== null && total > shortRows) {
      throw broken(
        page,
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
function judgeClimb(stream: Stream, pageSize: number, number: number, page: Page): Verdict<CountdownPosition> {
  if (page.count === 0) {
    return { kind: 'deliver', position: { at: 'count', page: number - 1, total: null, changed: true } };
  }
  if (reachesBeyond(stream, (number + 1) * pageSize)) return { kind: 'cut' };
  return { kind: 'deliver', position: { at: 'climb', page: number + 1 } };
}

function judgeCount(
  stream: Stream,
  pageSize: number,
  position: Extract<CountdownPosition, { at: 'count' }>,
  page: Page,
  want: CountdownWant,
): Verdict<CountdownPosition> {
  const before = position.total;
  const total = before === null ? null : page.pastEnd ? Math.min(before, (position.page - 1) * pageSize) : totalOf(page);
  if (before !== null && total !== null) {
    if (total > (want.total ?? before)) return { kind: 'entered' };
    // P7: fetched ahead, and older than what was delivered since: rows may have slipped past it.
    if (total > before) return { kind: 'drop', position };
  }
  const exact = stream.strategy.total === 'exact';
  const changed = position.changed || page.pastEnd || total !== before;
  // P1: by one, or to the page that is last now.
  const counter =
    exact && total !== null ? Math.min(position.page - 1, Math.ceil(total / pageSize)) : position.page - 1;
  // P4, T1: at 0 nothing is left, and with nothing changed since it was read first, page 1 needs no second read.
  const finished = counter === 0 || (exact && !changed && counter === 1);
  return finished ? { kind: 'finish' } : { kind: 'deliver', position: { at: 'count', page: counter, total, changed } };
}

/** P2: every row that stood left of `page × before` stands left of `page' × after`. */
function resize(position: CountdownPosition, before: number, after: number): CountdownPosition {
  switch (position.at) {
    case 'first':
    case 'climb':
      return begin();
    case 'count':
      return { ...position, page: Math.ceil((position.page * before) / after) };
  }
}

function parse(json: Json, at: string): CountdownPosition {
  const tag = readFields(json, at, ['at'], ['page', 'total', 'changed', 'shortRows']);
  switch (readOneOf(tag.at, `${at}.at`, ['first', 'climb', 'count'])) {
    case 'first': {
      const { shortRows } = readFields(json, at, ['at', 'shortRows']);
      return { at: 'first', shortRows: shortRows === null ? null : readCount(shortRows, `${at}.shortRows`, 0) };
    }
    case 'climb': {
      const { page } = readFields(json, at, ['at', 'page']);
      return { at: 'climb', page: readCount(page, `${at}.page`, 2) };
    }
    case 'count': {
      const { page, total, changed } = readFields(json, at, ['at', 'page', 'total', 'changed']);
      return {
        at: 'count',
        page: readCount(page, `${at}.page`, 1),
        total: total === null ? null : readCount(total, `${at}.total`, 0),
        changed: readBoolean(changed, `${at}.changed`),
      };
    }
  }
}

function totalOf(page: Page): number {
  if (page.total === null) throw broken(page, 'a total', 'the list named none');
  return page.total;
}

function reachesBeyond(stream: Stream, rows: number): boolean {
  return stream.window.resultsMax !== undefined && rows > stream.window.resultsMax;
}

function broken(page: Page, expected: string, came: string): Failure {
  return new Failure('CONTRACT', {
    at: `stream ${page.ask.stream}, page ${page.ask.want.page}`,
    expected,
    came,
    action: 'The API does not keep what its source declares: compare the two, and correct the source.',
  });
}
