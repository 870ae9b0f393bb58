import type { JsonObject } from '../../core/json.ts';

/** Half-open, in epoch milliseconds: from <= stamp < until. Without `from` it begins with the first row. */
export type LoanWindow = { readonly from?: number; readonly until: number };

/** A list answer's body. */
export type LoanPage = { readonly data: readonly JsonObject[]; readonly page: LoanPageInfo };

export type LoanPageInfo = {
  readonly number: number;
  readonly size: number;
  /** Rows in the window, counted in the same instant as the page is read. */
  readonly total: number;
  readonly more_data: boolean;
};

/** What a list needs to know of its records: when each changed, and how it is printed. */
export type LoanList<Entry> = {
  /** In the list's order. */
  readonly entries: readonly Entry[];
  readonly stampOf: (entry: Entry) => number;
  readonly itemOf: (entry: Entry) => JsonObject;
};

/** Reads page `number` (from 1) of the entries in the window; one past the end is empty and has its total. */
export type ReadPage = (window: LoanWindow, number: number, size: number) => LoanPage;

/** `versionOf` answers something new after every change of the list. */
export function createPageReader<Entry>(list: LoanList<Entry>, versionOf: () => number): ReadPage {
  let selected: Selection<Entry> | undefined;
  return (window, number, size) => {
    const version = versionOf();
    // Pages of one window are mostly asked one after the other: a list at rest is searched once for all of them.
    if (selected?.version !== version || !isSameWindow(selected.window, window)) {
      selected = { version, window, entries: entriesIn(list, window) };
    }
    const total = selected.entries.length;
    const skipped = (number - 1) * size;
    const data = selected.entries.slice(skipped, skipped + size).map(list.itemOf);
    return { data, page: { number, size, total, more_data: skipped + size < total } };
  };
}

type Selection<Entry> = {
  readonly version: number;
  readonly window: LoanWindow;
  readonly entries: readonly Entry[];
};

function isSameWindow(left: LoanWindow, right: LoanWindow): boolean {
  return left.from === right.from && left.until === right.until;
}

function entriesIn<Entry>(list: LoanList<Entry>, window: LoanWindow): readonly Entry[] {
  const { from = -Infinity, until } = window;
  return list.entries.filter((entry) => {
    const stamp = list.stampOf(entry);
    return stamp >= from && stamp < until;
  });
}
