import type { Instant } from './instant.ts';
import type { JsonObject } from './json.ts';
import type { StrategyName, Wants } from './paging/strategies.ts';
import type { Window } from './window.ts';

/** A request for one page of a stream, as a value. */
export type Ask = { readonly [N in StrategyName]: AskOf<N> }[StrategyName];

export type AskOf<N extends StrategyName> = {
  readonly stream: string;
  readonly strategy: N;
  /** Null asks for the list without a window. */
  readonly window: Window | null;
  /** How often the window had started over when this was asked; tells a page of an earlier try from one of this. */
  readonly restarts: number;
  /** Rows wanted on the page. */
  readonly pageSize: number;
  readonly want: Wants[N];
};

/** What came back for an ask: one answer of a list endpoint, with what it said about itself. */
export type Page = {
  readonly ask: Ask;
  /** Items of the list that the page held. */
  readonly count: number;
  /** What they bring to the tables, their children included, in the list's order. */
  readonly changes: readonly Changes[];
  /** Rows of the whole list as the API counts them; null where it does not say. */
  readonly total: number | null;
  /** Whether the API answered with the error that it declares for a page past the end. */
  readonly pastEnd: boolean;
  /** The source's clock by its `Date` header; null where it sent none. */
  readonly date: Instant | null;
  /** The items' modification times; left out where the page is empty or the stream names none. */
  readonly stamps?: Stamps;
  /** The last item's key, where the list is read in key order. */
  readonly lastKey?: string;
  /** The token of the next page; left out where there is none. */
  readonly token?: string;
  /** Whether the API answered with the error that it declares for a token that is too old. */
  readonly expired?: true;
};

/** Modification times of a page's items: the earliest, the last item's, and whether none is before the one ahead of it. */
export type Stamps = { readonly earliest: Instant; readonly last: Instant; readonly ordered: boolean };

/** Rows per table. */
export type Tables = { readonly [table: string]: readonly JsonObject[] };

/** L2: rows to upsert, and rows (their key columns at least) to mark as deleted. A key in both is an insert. */
export type Changes = { readonly insert?: Tables; readonly delete?: Tables };
