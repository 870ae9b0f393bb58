import type { Instant } from './instant.ts';

/** What a connection chooses about its source. */
export type Options = {
  /** The beginning of a stream's first window; null reads from the beginning of time. */
  readonly start: Instant | null;
  /** How far a window's end stays behind the source's clock, in milliseconds. */
  readonly settleMs: number;
  /** Rows per page; a stream that allows fewer gets its own largest. */
  readonly pageSize: number;
  /** T5: the chosen streams; the others keep their state and do not count. */
  readonly streams: readonly string[];
  /** Per stream a fingerprint of the settings that shape its list; a change starts an open window over. */
  readonly fingerprints: { readonly [stream: string]: string };
  /** How many pages may be asked for ahead of the next one. */
  readonly pagesAhead: number;
};
