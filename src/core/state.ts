import type { Cursor } from './cursor.ts';
import type { Instant } from './instant.ts';
import type { Positions, StrategyName } from './paging/strategies.ts';
import type { Window } from './window.ts';

/** W3: where a sync stands, all that is kept between two calls. Its size does not depend on the data. */
export type State = { readonly streams: { readonly [stream: string]: StreamState } };

/** `due`: this sync has still to open the stream. `idle`: this sync is done with it, or has not begun. */
export type StreamState = Idle | Due | Paging;

/** `allReadAt`: the end of the window that last read everything, where the stream reads everything again at times. */
type Complete = { readonly cursor: Cursor; readonly allReadAt?: Instant };

export type Idle = { readonly phase: 'idle' } & Complete;

export type Due = { readonly phase: 'due' } & Complete;

export type Paging = { readonly [N in StrategyName]: PagingOf<N> }[StrategyName];

export type PagingOf<N extends StrategyName> = {
  readonly phase: 'paging';
  /** C1: how far the stream is complete; stands still until the window is finished. */
  readonly cursor: Cursor;
  readonly allReadAt?: Instant;
  /** Whether this window reads everything again. */
  readonly readsAll?: true;
  /** Null where the stream asks for its list without a window. */
  readonly window: Window | null;
  /** Rows per page; may shrink within a window, never grow. */
  readonly pageSize: number;
  /** The fingerprint of the settings under which the window was opened. */
  readonly fingerprint: string;
  /** How often the window started over: because a row entered it, or a token expired. */
  readonly restarts: number;
  /** Only where deletions are noticed by snapshot. */
  readonly snapshot?: Snapshot;
  readonly strategy: N;
  readonly position: Positions[N];
};

/** D3: `marked`: whether the snapshot's tables were marked as deleted already. `rows`: items read of it. */
export type Snapshot = { readonly marked: boolean; readonly rows: number };
