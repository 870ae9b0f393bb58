import type { Json, JsonObject } from '../json.ts';
import type { Page } from '../page.ts';
import { readBoolean, readCount, readFields, readOneOf } from '../read.ts';
import type { PagingOf } from '../state.ts';
import { judgeAppended } from './countdown-appended.ts';
import { firstPage, isAppended, lowestPage, readsAhead } from './countdown-end.ts';
import { judgeListed } from './countdown-listed.ts';
import type { StreamOf } from './strategies.ts';
import type { Verdict } from './verdict.ts';

/**
 * L1, P6: page numbers, read from the last page to the first. In a window with a frozen end rows only leave, and those
 * behind one that left move to the left: toward the pages that are still to come.
 */
export type CountdownDeclaration = {
  /**
   * How the API counts the list: `exact`, in one statement with the page's rows; `apart`, in a query before
   * or after; `none`, not at all.
   */
  readonly total: 'exact' | 'apart' | 'none';
};

/** `page` is the page counter: the pages still to read, and the number of the next one. */
export type CountdownPosition =
  /** The first page tells the total. `shortRows`: what it held when it held fewer rows than it should. */
  | { readonly at: 'first'; readonly shortRows: number | null }
  /** Upward to the first empty page, where the API has no total. `rows`: on the page before, of an appended list. */
  | { readonly at: 'climb'; readonly page: number; readonly rows?: number }
  /** Downward. `total`: the lowest seen; `changed`: whether the first page has to be read again. */
  | { readonly at: 'count'; readonly page: number; readonly total: number | null; readonly changed: boolean };

/** A page, and the total known when it was asked for. */
export type CountdownWant = {
  readonly at: CountdownPosition['at'];
  readonly page: number;
  readonly total: number | null;
};

export const countdown = { begin, wants, judge, resize, print, parse };

function begin(): CountdownPosition {
  return { at: 'first', shortRows: null };
}

/** P5: the same position always wants the same page. Only where places are sure may pages be read ahead. */
function wants(
  stream: StreamOf<'countdown'>,
  paging: PagingOf<'countdown'>,
  ahead: number,
): [CountdownWant, ...CountdownWant[]] {
  const { position, cursor, pageSize } = paging;
  const first = firstPage(stream, cursor, pageSize);
  if (position.at !== 'count') {
    return [{ at: position.at, page: position.at === 'first' ? first : position.page, total: null }];
  }
  const { at, page, total, changed } = position;
  const behind = readsAhead(stream) ? Math.max(0, Math.min(ahead, page - lowestPage(stream, first, changed))) : 0;
  return [
    { at, page, total },
    ...Array.from({ length: behind }, (_, nth): CountdownWant => ({ at, page: page - 1 - nth, total })),
  ];
}

function judge(
  stream: StreamOf<'countdown'>,
  paging: PagingOf<'countdown'>,
  page: Page,
  want: CountdownWant,
): Verdict<CountdownPosition> {
  const { position } = paging;
  const [wanted] = wants(stream, paging, 0);
  if (want.at !== wanted.at || want.page !== wanted.page) return { kind: 'drop', position };
  return isAppended(stream) ? judgeAppended(stream, paging, page, want) : judgeListed(stream, paging, page, want);
}

/** P2: every row that stood left of `page × before` stands left of `page' × after`. */
function resize(stream: StreamOf<'countdown'>, position: CountdownPosition, before: number, after: number): CountdownPosition {
  switch (position.at) {
    case 'first':
    case 'climb':
      return begin();
    case 'count':
      return {
        ...position,
        page: Math.ceil((position.page * before) / after),
        // The smaller page that the last row read stands on may end behind the larger one that was read.
        changed: position.changed || isAppended(stream),
      };
  }
}

function print(position: CountdownPosition): JsonObject {
  return position;
}

function parse(json: Json, at: string): CountdownPosition {
  const tag = readFields(json, at, ['at'], ['page', 'rows', 'total', 'changed', 'shortRows']);
  switch (readOneOf(tag.at, `${at}.at`, ['first', 'climb', 'count'])) {
    case 'first': {
      const { shortRows } = readFields(json, at, ['at', 'shortRows']);
      return { at: 'first', shortRows: shortRows === null ? null : readCount(shortRows, `${at}.shortRows`, 0) };
    }
    case 'climb': {
      const { page, rows } = readFields(json, at, ['at', 'page'], ['rows']);
      const climb = { at: 'climb', page: readCount(page, `${at}.page`, 2) } as const;
      return rows === undefined ? climb : { ...climb, rows: readCount(rows, `${at}.rows`, 0) };
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

