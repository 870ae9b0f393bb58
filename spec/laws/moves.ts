import type { Stream, WindowParameters } from '../../src/core/catalog.ts';
import { timeOf } from '../../src/core/cursor.ts';
import type { CountdownPosition } from '../../src/core/paging/countdown.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { AskOf } from '../../src/core/page.ts';
import type { StrategyName, StreamOf } from '../../src/core/paging/strategies.ts';
import type { Paging, PagingOf, State, StreamState } from '../../src/core/state.ts';
import { sameWindow, type Window } from '../../src/core/window.ts';
import type { Call, Fold, Round, Story } from '../simulation/story.ts';

/** One page folded into one stream that was being paged. */
export type Move = {
  readonly call: Call;
  readonly fold: Fold;
  readonly name: string;
  readonly stream: Stream;
  readonly before: Paging;
  readonly after: StreamState | undefined;
  /** The same try at the same window goes on. */
  readonly goesOn: Paging | null;
  /** The window, or the piece of it that was being read, is done. */
  readonly finished: boolean;
};

/** Every page of a story that met an open window. */
export function* movesOf(story: Story): Generator<Move> {
  for (const { call, fold } of foldsOf(story)) {
    const { stream: name } = fold.page.ask;
    const before = pagingOf(fold.state, name);
    const stream = call.rules.catalog.streams[name];
    if (before === null || stream === undefined) continue;
    const after = fold.response.state.streams[name];
    yield { call, fold, name, stream, before, after, goesOn: goesOn(before, after), finished: isFinished(before, after) };
  }
}

/** A page of a window. */
export type WindowMove = Move & { readonly window: Window; readonly parameters: WindowParameters };

export function* windowMovesOf(story: Story): Generator<WindowMove> {
  for (const move of movesOf(story)) {
    const { window } = move.before;
    const parameters = move.stream.window;
    if (window !== null && parameters !== undefined) yield { ...move, window, parameters };
  }
}

/** A page of a list that is read by a strategy, asked for in its own way. */
export type StrategyMove<N extends StrategyName> = Omit<Move, 'stream' | 'before' | 'goesOn'> & {
  readonly stream: StreamOf<N>;
  readonly before: PagingOf<N>;
  readonly goesOn: PagingOf<N> | null;
  readonly ask: AskOf<N>;
};

export function* strategyMovesOf<N extends StrategyName>(story: Story, strategy: N): Generator<StrategyMove<N>> {
  for (const move of movesOf(story)) {
    const { ask } = move.fold.page;
    if (move.stream.strategy.name !== strategy || move.before.strategy !== strategy || ask.strategy !== strategy) continue;
    yield { ...move, ask } as unknown as StrategyMove<N>;
  }
}

export function* foldsOf(story: Story): Generator<{ call: Call; round: Round; fold: Fold }> {
  for (const { call, round } of roundsOf(story)) for (const fold of round.folds) yield { call, round, fold };
}

export function* roundsOf({ calls }: Story): Generator<{ call: Call; round: Round }> {
  for (const call of calls) for (const round of call.rounds) yield { call, round };
}

/** A change of the state within a call. */
export type StateChange = {
  readonly by: 'a smaller page size' | 'a plan' | 'a page';
  readonly before: State;
  readonly after: State;
  readonly call: Call;
  /** The local clock; null where the plan asked for nothing. */
  readonly now: Instant | null;
};

export function* changesOf({ calls }: Story): Generator<StateChange> {
  for (const call of calls) {
    let last = call.began;
    for (const { now, shrunk, before, planned, folds, after } of call.rounds) {
      if (shrunk !== null) yield { by: 'a smaller page size', before: shrunk.before, after: shrunk.after, call, now };
      yield { by: 'a plan', before, after: planned.state, call, now };
      for (const { state, response } of folds) yield { by: 'a page', before: state, after: response.state, call, now };
      last = after;
    }
    if (call.merged !== null) yield { by: 'a plan', before: last, after: call.merged.state, call, now: null };
  }
}

export function pagingOf({ streams }: State, name: string): Paging | null {
  const state = streams[name];
  return state?.phase === 'paging' ? state : null;
}

/** The downward part of a countdown; null before it begins. */
export function counting({ strategy, position }: Paging): Extract<CountdownPosition, { at: 'count' }> | null {
  return strategy === 'countdown' && position.at === 'count' ? position : null;
}

export function sameTry(one: Paging, other: Paging): boolean {
  return sameWindow(one.window, other.window) && one.restarts === other.restarts && one.fingerprint === other.fingerprint;
}

/** Where a stream with a window stands, for comparing; before the beginning of time where it has no cursor. */
export function cursorOf(stream: StreamState | undefined): number {
  return timeOf(stream?.cursor ?? null) ?? Number.NEGATIVE_INFINITY;
}

/** Whether a stream stands where its list of deletions does, which has still to be read: there a list may go back to. */
export function wentBack({ rules }: Call, { streams }: State, name: string): boolean {
  const deletes = rules.catalog.streams[name]?.deletes;
  if (deletes?.by !== 'tombstones' || !deletes.undeleted) return false;
  const deletions = streams[deletes.stream];
  const list = streams[name];
  return deletions !== undefined && deletions.phase !== 'idle' && list?.phase === 'due' && list.cursor === deletions.cursor;
}

export function printState(state: StreamState | undefined): string {
  return JSON.stringify(state, (key, value: unknown) =>
    typeof value === 'number' && ['cursor', 'from', 'until', 'end', 'allReadAt', 'since', 'next'].includes(key) ? printTime(value) : value,
  );
}

export function printTime(at: number | null): string {
  return at === null || !Number.isFinite(at) ? 'none' : new Date(at).toISOString().slice(11, 23);
}

function goesOn(before: Paging, after: StreamState | undefined): Paging | null {
  return after?.phase === 'paging' && sameTry(before, after) ? after : null;
}

/** A window that is frozen again leaves the cursor where it is and does not begin where the old one ended. */
function isFinished({ cursor, allReadAt, window }: Paging, after: StreamState | undefined): boolean {
  if (after?.phase === 'idle') return window === null || after.cursor !== cursor || after.allReadAt !== allReadAt;
  return after?.phase === 'paging' && window !== null && after.window?.from === window.until;
}
