import { beginWindow } from './begin-window.ts';
import type { Stream } from './catalog.ts';
import { chosenStreams, hasMore, isReadBy, streamOf, type Context } from './context.ts';
import { timeOf, type Cursor } from './cursor.ts';
import type { Instant } from './instant.ts';
import { openScope } from './open-scope.ts';
import type { Ask } from './page.ts';
import { strategies, type StrategyName } from './paging/strategies.ts';
import type { Due, PagingOf, State, StreamState } from './state.ts';

/** What to ask for: the next page first, behind it those that may be fetched ahead. None when the sync is done. */
export type Plan = { readonly state: State; readonly asks: readonly Ask[] };

/**
 * Pure. Opens a sync where none is under way, closes the streams that have nothing to do, and names the pages
 * to ask for. P5: the same state and clock always give the same plan.
 */
export function plan(context: Context, state: State, now: Instant): Plan {
  const streams: Record<string, StreamState> = { ...rewindLists(context, openSync(context, state)).streams };
  for (const name of chosenStreams(context)) {
    const opened = openStream(context, name, streams, now);
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
  const due = chosenStreams(context).map((name): [string, Due] => [
    name,
    { cursor: null, ...state.streams[name], phase: 'due' },
  ]);
  return { streams: { ...state.streams, ...Object.fromEntries(due) } };
}

/**
 * D1, C3: a list whose deleted rows may come back, and that was read on while its list of deletions was not chosen, goes
 * back to where that one is: what it still has to tell may take away a row that came back since.
 */
function rewindLists(context: Context, { streams }: State): State {
  const rewound = chosenStreams(context).flatMap((name): [string, Due][] => {
    const awaited = awaitedDeletions(context, streamOf(context, name));
    const list = streams[name];
    if (list === undefined || awaited === null) return [];
    const deletions = streams[awaited];
    if (deletions === undefined || deletions.phase === 'idle' || isBefore(list.cursor, deletions.cursor)) return [];
    const { allReadAt } = list;
    return [[name, { phase: 'due', cursor: deletions.cursor, ...(allReadAt === undefined ? {} : { allReadAt }) }]];
  });
  return { streams: { ...streams, ...Object.fromEntries(rewound) } };
}

/** Whether a list is complete no further than another. */
function isBefore(one: Cursor, other: Cursor): boolean {
  return (timeOf(one) ?? Number.NEGATIVE_INFINITY) <= (timeOf(other) ?? Number.NEGATIVE_INFINITY);
}

function openStream(
  context: Context,
  name: string,
  streams: State['streams'],
  now: Instant,
): StreamState | undefined {
  const state = streams[name];
  if (state === undefined || state.phase === 'idle') return state;
  const stream = streamOf(context, name);
  const fingerprint = context.options.fingerprints[name] ?? '';
  const strategy: string = stream.strategy.name;
  if (state.phase === 'paging' && state.fingerprint === fingerprint && state.strategy === strategy) return state;
  const { cursor, allReadAt } = state;
  const complete = { cursor, ...(allReadAt === undefined ? {} : { allReadAt }) };
  const scope = openScope(context, stream, complete, tombstonesEnd(context, stream, streams), now);
  if (scope === null) return { phase: 'idle', ...complete };
  return beginWindow(stream, stream.strategy.name, {
    phase: 'paging',
    ...complete,
    ...scope,
    pageSize: pageSizeOf(context, stream),
    fingerprint,
    restarts: 0,
  });
}

/**
 * D1: where deleted rows may come back, their list is read no further than the list of deletions was, and not at all
 * before that was read: a deletion read later would take away what came back. Infinity is no bound.
 */
function tombstonesEnd(context: Context, stream: Stream, streams: State['streams']): number {
  const awaited = awaitedDeletions(context, stream);
  return awaited === null ? Number.POSITIVE_INFINITY : (timeOf(streams[awaited]?.cursor ?? null) ?? Number.NEGATIVE_INFINITY);
}

/** The chosen list of deletions that a list has to stay behind, since its deleted rows may come back; null where there is none. */
function awaitedDeletions({ options }: Context, { deletes }: Stream): string | null {
  return deletes?.by === 'tombstones' && deletes.undeleted && options.streams.includes(deletes.stream) ? deletes.stream : null;
}

/** Where an API stops paging, two pages must lie within its reach, or not even a single row could be read. */
function pageSizeOf({ options }: Context, { page, window }: Stream): number {
  if (page.size === undefined) return page.sizeMax;
  const reach = window?.resultsMax ?? Number.POSITIVE_INFINITY;
  return Math.min(options.pageSize, page.sizeMax, Math.max(1, Math.floor(reach / 2)));
}

function asksFor<N extends StrategyName>(
  context: Context,
  name: string,
  strategy: N,
  paging: PagingOf<N>,
  ahead: number,
): Ask[] {
  const { window, restarts, pageSize } = paging;
  return strategies[strategy]
    .wants(isReadBy(streamOf(context, name), strategy), paging, ahead)
    .map((want) => ({ stream: name, strategy, window, restarts, pageSize, want }) as Ask);
}
