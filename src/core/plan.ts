import { beginWindow } from './begin-window.ts';
import type { Stream } from './catalog.ts';
import { chosenStreams, hasMore, streamOf, type Context } from './context.ts';
import type { Instant } from './instant.ts';
import type { Ask } from './page.ts';
import { strategies, type StrategyName } from './paging/strategies.ts';
import type { PagingOf, State, StreamState } from './state.ts';
import { openWindow, proposedEnd, type Window } from './window.ts';

/** What to ask for: the next page first, behind it those that may be fetched ahead. None when the sync is done. */
export type Plan = { readonly state: State; readonly asks: readonly Ask[] };

/**
 * Pure. Opens a sync where none is under way, closes the streams that have nothing to do, and names the pages
 * to ask for. P5: the same state and clock always give the same plan.
 */
export function plan(context: Context, state: State, now: Instant): Plan {
  const streams: Record<string, StreamState> = { ...openSync(context, state).streams };
  for (const name of chosenStreams(context)) {
    const opened = openStream(context, name, streams[name], now);
    if (opened === undefined) continue;
    streams[name] = opened;
    if (opened.phase === 'paging') {
      return { state: { streams }, asks: asksFor(context, name, opened.strategy, opened, context.options.pagesAhead) };
    }
  }
  return { state: { streams }, asks: [] };
}

/** L4: a sync begins when all chosen streams are idle or unknown: all become due. Otherwise it goes on. */
function openSync(context: Context, state: State): State {
  if (hasMore(context, state)) return state;
  const due = chosenStreams(context).map((name): [string, StreamState] => [
    name,
    { phase: 'due', cursor: state.streams[name]?.cursor ?? null },
  ]);
  return { streams: { ...state.streams, ...Object.fromEntries(due) } };
}

function openStream(
  context: Context,
  name: string,
  state: StreamState | undefined,
  now: Instant,
): StreamState | undefined {
  if (state === undefined || state.phase === 'idle') return state;
  const stream = streamOf(context, name);
  const fingerprint = context.options.fingerprints[name] ?? '';
  const strategy: string = stream.strategy.name;
  if (state.phase === 'paging' && state.fingerprint === fingerprint && state.strategy === strategy) return state;
  const window = frozenWindow(context, stream, state.cursor, now);
  if (window === null) return { phase: 'idle', cursor: state.cursor };
  return beginWindow(stream, stream.strategy.name, {
    phase: 'paging',
    cursor: state.cursor,
    window,
    pageSize: Math.min(context.options.pageSize, pageSizeMax(stream)),
    fingerprint,
    restarts: 0,
  });
}

/** Where an API stops paging, two pages must lie within its reach, or not even a single row could be read. */
function pageSizeMax({ page, window }: Stream): number {
  return window.resultsMax === undefined ? page.sizeMax : Math.min(page.sizeMax, Math.max(1, Math.floor(window.resultsMax / 2)));
}

/** C5, C6: both ends are frozen before the first page is asked for; the window begins where the last one ended. */
function frozenWindow(context: Context, stream: Stream, cursor: Instant | null, now: Instant): Window | null {
  const { start, settleMs } = context.options;
  return openWindow(cursor ?? start, proposedEnd(now, settleMs, stream.window));
}

function asksFor<N extends StrategyName>(
  context: Context,
  stream: string,
  strategy: N,
  paging: PagingOf<N>,
  ahead: number,
): Ask[] {
  const { window, restarts, pageSize } = paging;
  return strategies[strategy]
    .wants(streamOf(context, stream), paging, ahead)
    .map((want): Ask => ({ stream, strategy, window, restarts, pageSize, want }));
}
