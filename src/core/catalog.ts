import type { JsonObject } from './json.ts';
import type { Declarations, StrategyName } from './paging/strategies.ts';

/** All that the core knows of a source: plain data. */
export type Catalog = {
  /** The source's name. */
  readonly source: string;
  readonly tables: { readonly [table: string]: Table };
  /** The streams in the order in which a sync reads them. */
  readonly streams: { readonly [stream: string]: Stream };
};

export type Table = { readonly primary_key: readonly [string, ...string[]] };

/** One list endpoint of the source's API. */
export type Stream = {
  /** The tables whose rows this stream inserts or deletes. */
  readonly tables: readonly string[];
  readonly strategy: { readonly [N in StrategyName]: { readonly name: N } & Declarations[N] }[StrategyName];
  readonly page: PageParameters;
  readonly paths: Paths;
  /** How deleted rows are noticed; left out where they are not, or where the stream is itself a list of deletions. */
  readonly deletes?: Deletes;
  /** Every how many days everything is read again, where rows may be dated back. Only with a window. */
  readonly readAllEveryDays?: number;
  /** Says that losing rows is accepted; a stream that can lose rows does not start without it. */
  readonly accepts?: 'loss';
  /** One item as the API lists it, and where the stream has children, those of this item. */
  readonly example?: Example;
} & Listing;

/** Which part of its list a stream asks for. */
export type Listing =
  /** What changed within a window of the source's modification time. */
  | { readonly window: WindowParameters; readonly list?: never }
  /**
   * The list as it is. `appended`: rows are only ever added, at its end, and never change; a sync goes on behind the
   * last row read. `whole`: all of it in every sync.
   */
  | { readonly list: 'appended' | 'whole'; readonly window?: never };

/** How the API takes a window's bounds. */
export type WindowParameters = {
  /** The query parameter of the lower bound. It is left out to ask from the beginning. */
  readonly from: string;
  /** The query parameter of the upper bound; left out where the API only knows "changed since". */
  readonly until?: string;
  /** Whether the API includes its bounds, as intervals are written; half-open unless set. */
  readonly bounds?: '[)' | '[]' | '()' | '(]';
  /** How a bound is printed. */
  readonly format: InstantFormat;
  /** The finest difference between two stamps that the API keeps apart, in milliseconds. */
  readonly grainMs: number;
  /** How far each window reaches back behind the cursor, in milliseconds; rows there are read again. 0 unless set. */
  readonly overlapMs?: number;
  /** Where the API stops paging, in rows; a larger window is cut in time. Left out where it never stops. */
  readonly resultsMax?: number;
};

/**
 * `iso` 2026-01-31T08:00:00.000Z · `iso seconds` the same without decimals · `date` 2026-01-31 · `offset` local time
 * with a fixed offset such as +02:00 · `zone` local time without an offset, in a zone such as Europe/Berlin.
 */
export type InstantFormat =
  | 'iso'
  | 'iso seconds'
  | 'epoch seconds'
  | 'epoch milliseconds'
  | 'date'
  | { readonly offset: string }
  | { readonly zone: string };

export type PageParameters = {
  /** The query parameter of the page number. */
  readonly number?: string;
  /** The query parameter of the number of rows to pass over, where the API takes no page number. */
  readonly offset?: string;
  /** The number of the first page; 1 unless set. */
  readonly first?: 0 | 1;
  /** The query parameter of the page size; left out where the API's pages always have `sizeMax` rows. */
  readonly size?: string;
  /** The largest page size that the API keeps. */
  readonly sizeMax: number;
  /** The HTTP status that stands for a page past the end; left out where such a page is simply empty. */
  readonly pastEndStatus?: number;
};

/** Where something stands in an answer: the names to follow from the body's root, or a header. */
export type Place = readonly string[] | { readonly header: string };

export type Paths = {
  /** The list of items, in the body. An empty path is a body that is the list itself. */
  readonly items: readonly string[];
  /** The number of rows of the whole list. */
  readonly total?: Place;
  /** An item's modification time, in the item. */
  readonly stamp?: readonly string[];
};

/** How deletions are noticed. */
export type Deletes =
  /** Another stream lists what was deleted. `undeleted`: whether a deleted row may come back. */
  | { readonly by: 'tombstones'; readonly stream: string; readonly undeleted: boolean }
  /**
   * A field of the item says so: it has that value, or any but null and false where no value is named. Its rows in
   * `tables` are then deleted; in the stream's first table unless set.
   */
  | {
      readonly by: 'flag';
      readonly path: readonly string[];
      readonly value?: string | number | boolean;
      readonly tables?: readonly string[];
    }
  /** What the whole list no longer holds was deleted. */
  | { readonly by: 'snapshot' };

export type Example = { readonly item: JsonObject; readonly children?: readonly JsonObject[] };
