import type { Instant } from './instant.ts';
import type { Positions, StrategyName } from './paging/strategies.ts';
import type { Window } from './window.ts';

/** W3: where a sync stands, all that is kept between two calls. Its size does not depend on the data. */
export type State = { readonly streams: { readonly [stream: string]: StreamState } };

/** `due`: this sync has still to open the stream. `idle`: this sync is done with it, or has not begun. */
export type StreamState = Idle | Due | Paging;

export type Idle = { readonly phase: 'idle'; readonly cursor: Instant | null };

export type Due = { readonly phase: 'due'; readonly cursor: Instant | null };

export type Paging = { readonly [N in StrategyName]: PagingOf<N> }[StrategyName];

export type PagingOf<N extends StrategyName> = {
  readonly phase: 'paging';
  /** C1: how far the stream is complete; stands still until the window is finished. */
  readonly cursor: Instant | null;
  readonly window: Window;
  /** Rows per page; may shrink within a window, never grow. */
  readonly pageSize: number;
  /** The fingerprint of the settings under which the window was opened. */
  readonly fingerprint: string;
  /** How often the window started over because a row entered it. */
  readonly restarts: number;
  readonly strategy: N;
  readonly position: Positions[N];
};
