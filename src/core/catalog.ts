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
  readonly window: WindowParameters;
  readonly page: PageParameters;
  readonly paths: Paths;
};

/** How the API takes a window's bounds: half-open, `from` inclusive and `until` exclusive. */
export type WindowParameters = {
  /** The query parameter of the inclusive lower bound. It is left out to ask from the beginning. */
  readonly from: string;
  /** The query parameter of the exclusive upper bound. */
  readonly until: string;
  /** How a bound is printed: ISO 8601 in UTC with milliseconds. */
  readonly format: 'iso';
  /** The finest difference between two stamps that the API keeps apart, in milliseconds. */
  readonly grainMs: number;
  /** Where the API stops paging, in rows; a larger window is cut in time. Left out where it never stops. */
  readonly resultsMax?: number;
};

export type PageParameters = {
  /** The query parameter of the page number; the first page is 1. */
  readonly number: string;
  /** The query parameter of the page size. */
  readonly size: string;
  /** The largest page size that the API keeps. */
  readonly sizeMax: number;
  /** The HTTP status that stands for a page past the end; left out where such a page is simply empty. */
  readonly pastEndStatus?: number;
};

/** Where things stand in a list's body, as the names to follow from its root. */
export type Paths = {
  readonly items: readonly string[];
  readonly total?: readonly string[];
};
