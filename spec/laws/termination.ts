import type { Stream } from '../../src/core/catalog.ts';
import { rowsOf, timeOf, type Cursor } from '../../src/core/cursor.ts';
import type { Instant } from '../../src/core/instant.ts';
import { pagesMax, windowRestartsMax } from '../../src/core/limits.ts';
import type { Paging, PagingOf, State } from '../../src/core/state.ts';
import type { Window } from '../../src/core/window.ts';
import { cutWindow, nextPiece } from '../../src/core/window.ts';
import { countRows } from '../../src/protocol/answer.ts';
import { placeOfToken, type ListWorld, type Thing } from '../simulation/list-world.ts';
import { printWant } from '../simulation/print-want.ts';
import { demand, sameJson } from './demand.ts';
import type { Family } from './law.ts';
import { changesOf, cursorOf, movesOf, pagingOf, roundsOf, wentBack } from './moves.ts';

/** T: that a sync ends, and not before its work is done. */
export const terminationLaws: Family = {
  letter: 'T',
  about: 'coming to an end',
  file: 'termination.ts',
  laws: [
    {
      id: 'T1',
      says: 'A sync of a source that stands still always takes exactly the pages that its lists have: n (at least 1) with an exact total of a window, n + 1 with one counted apart unless the first is short, 2n + 1 without a total; n + 1 by keys, by tokens that do not tell the end, or by plain page numbers; of an appended list those of its new rows; a walk never takes more than three a row and two more. One more where the local clock runs ahead.',
      why: 'A source is asked for what is needed and no more; a loop would show as a number that is too large.',
      rests: 'design: Countdown',
      holds: (story) => {
        const { calls, world, ended } = story;
        demand(ended, () => 'the sync did not come to its end');
        const still = calls.filter((call) => call.still);
        const [first] = still;
        const last = still.at(-1);
        if (first === undefined || last === undefined) return;
        for (const name of Object.keys(world.catalog.streams)) {
          const moves = [...movesOf({ ...story, calls: still })].filter((move) => move.name === name);
          const [opened] = moves;
          if (opened === undefined) continue;
          const refrozen = moves.filter(({ before, after, finished }) => !finished && before.window !== null && (after?.phase === 'idle' || (after?.phase === 'paging' && (after.window?.end ?? 0) < before.window.end)));
          demand(refrozen.length <= 1, () => `the window of ${name} was frozen ${refrozen.length} times again`);
          const until = timeOf(last.merged?.state.streams[name]?.cursor ?? null);
          const { window } = opened.before;
          const moved = window === null || (until !== null && cursorOf(opened.before) !== until);
          const whole = window === null || until === null ? null : { from: window.from, until, end: until };
          const pages = moved ? pagesOf(world, name, opened.before, whole) : 0;
          const enough = opened.before.strategy === 'walked' ? moves.length <= pages + refrozen.length : moves.length === pages + refrozen.length;
          demand(enough, () => `${name} took ${moves.length} pages, not ${pages} and ${refrozen.length} more`);
        }
      },
    },
    {
      id: 'T2',
      says: 'Every plan whose pages come in always brings a sync closer to its end, by a measure that never rises, whatever the edits.',
      why: 'A source that never stands still is still read to the end, about one page at a time.',
      rests: 'design: Countdown',
      holds: (story) => {
        for (const { call, round } of roundsOf(story)) {
          const [ask] = round.planned.asks;
          if (ask === undefined) continue;
          const before = measure(round.planned.state, ask.stream, call.options.streams, round.rowsBefore);
          const after = measure(round.after, ask.stream, call.options.streams, round.rowsAfter);
          demand(isLess(after, before), () => `from ${JSON.stringify(before)} to ${JSON.stringify(after)}, ${printWant(ask.want)} of ${ask.stream}`);
        }
      },
    },
    {
      id: 'T3',
      says: 'An answer without a row never says `hasMore: true`; any other always says what is so.',
      why: 'Fivetran ends a connection after ten empty answers in a row.',
      rests: 'protocol: Response; Limits',
      holds: ({ calls }) => {
        for (const { merged, answer } of calls) {
          if (merged === null || answer === null) continue;
          const rows = countRows(answer);
          demand(answer.hasMore === (rows > 0 && merged.hasMore), () => `${rows} rows, hasMore ${JSON.stringify(answer.hasMore)}, work left ${JSON.stringify(merged.hasMore)}`);
        }
      },
    },
    {
      id: 'T4',
      says: 'Work that is left is never forgotten: hasMore is always true exactly while a chosen stream is due or paging, a plan asks for something exactly then, and what is due is always opened.',
      why: 'A stream that a sync leaves out is stale, and nobody is told.',
      rests: 'design: State',
      holds: (story) => {
        for (const { call, round } of roundsOf(story)) {
          for (const { response } of round.folds) {
            const left = unfinished(response.state, call.options.streams);
            demand(response.hasMore === left.length > 0, () => `hasMore is ${JSON.stringify(response.hasMore)}, left is ${left.join(', ') || 'nothing'}`);
          }
          if (unfinished(round.before, call.options.streams).length > 0) continue;
          const chosen = unfinished(round.planned.state, call.options.streams);
          const skipped = call.options.streams.filter((name) => !chosen.includes(name) && round.planned.state.streams[name]?.phase !== 'idle');
          demand(skipped.length === 0, () => `the sync began without ${skipped.join(', ')}`);
        }
      },
    },
    {
      id: 'T5',
      says: 'A stream that is not chosen always keeps its state, and a stream that is finished is never opened again in the same sync, unless its list of deletions is still behind it.',
      why: 'A stream that is taken out for a day goes on where it was; one that is always opened again keeps a sync from ending.',
      rests: 'design: State; Windows and the cursor, 5',
      holds: (story) => {
        for (const { before, after, by, call } of changesOf(story)) {
          const goingOn = unfinished(before, call.options.streams).length > 0;
          for (const [name, state] of Object.entries(before.streams)) {
            const chosen = call.options.streams.includes(name);
            if (chosen && (wentBack(call, after, name) || !(goingOn && state.phase === 'idle'))) continue;
            demand(sameJson(after.streams[name], state), () => `${by} changed ${name}, which is ${chosen ? 'finished' : 'not chosen'}: ${JSON.stringify(state)} became ${JSON.stringify(after.streams[name])}`);
          }
        }
      },
    },
    {
      id: 'T6',
      says: 'A call never fails while the source keeps what its catalog promises; only an exact first page whose rows leave twice between its own two queries may be taken for a broken promise.',
      why: 'An error stops the connection and wakes somebody up.',
      rests: 'design: Countdown, what it needs; Errors',
      holds: ({ calls, scenario }) => {
        for (const { failure } of calls) {
          if (failure === null) continue;
          const message = failure instanceof Error ? failure.message : 'something else than an error was thrown';
          demand(scenario.manner.contents === 'later' && message.includes('when it was asked before'), () => message);
        }
      },
    },
  ],
};

function unfinished({ streams }: State, chosen: readonly string[]): string[] {
  return chosen.filter((name) => streams[name]?.phase === 'due' || streams[name]?.phase === 'paging');
}

/** The pages that a window or a list takes in a source that stands still, the first pages of what had to be cut included. */
function pagesOf(world: ListWorld, name: string, { pageSize, cursor, strategy }: Paging, whole: Window | null): number {
  const stream = world.catalog.streams[name];
  if (stream === undefined) return 0;
  if (strategy === 'walked') return 3 * world.rowsIn(name, { from: whole?.from ?? null, until: Number.POSITIVE_INFINITY as Instant }).length + 2;
  if (strategy === 'token') return pagesByToken(world, name, stream, pageSize, cursor);
  if (strategy === 'keyset') {
    const after = cursor !== null && typeof cursor === 'object' && 'key' in cursor ? cursor.key : '';
    return Math.ceil(world.rowsIn(name, whole).filter(({ id }) => id > after).length / world.keysPerPage(pageSize)) + 1;
  }
  if (stream.list === 'appended') return pagesAppended(stream, world.rowsIn(name, null), pageSize, cursor);
  if (whole === null || strategy !== 'countdown') return pagesOfPiece(stream, world.rowsIn(name, whole).length, pageSize).read;
  let pages = 0;
  for (let window: Window | null = whole; stream.window !== undefined && window !== null; ) {
    const { read, cut } = pagesOfPiece(stream, world.rowsIn(name, window).length, pageSize);
    pages += read;
    window = cut ? cutWindow(window, stream.window, name) : nextPiece(window);
  }
  return pages;
}

/** The simulated source turns the pages of all that ever was in the list, and leaves out what is not asked for. */
function pagesByToken(world: ListWorld, name: string, { strategy }: Stream, pageSize: number, cursor: Cursor): number {
  const ends = strategy.name === 'token' ? strategy.ends : 'fresh';
  if (ends === 'session') return Math.ceil(world.rowsIn(name, null).length / pageSize) + 1;
  const listed = world.listedEver(name).length;
  if (ends === 'fresh') return Math.max(1, Math.ceil(listed / pageSize));
  if (cursor === null || typeof cursor === 'number') return Math.max(1, Math.ceil(listed / pageSize)) + 1;
  return Math.ceil((listed - ('token' in cursor ? placeOfToken(cursor.token) : 0)) / pageSize) + 1;
}

function pagesAppended({ strategy }: Stream, rows: readonly Thing[], pageSize: number, cursor: Cursor): number {
  const read = rowsOf(cursor);
  const first = Math.floor(read / pageSize) + 1;
  const last = Math.ceil(rows.length / pageSize);
  if (strategy.name === 'countdown' && strategy.total === 'none') {
    const upward = Math.max(0, last - first + 1) + 1;
    return rows.length === read ? upward : upward + last - first + 1;
  }
  return rows.length === read ? 1 : 1 + last - first;
}

function pagesOfPiece({ strategy, window }: Stream, rows: number, pageSize: number): { read: number; cut: boolean } {
  const pages = Math.ceil(rows / pageSize);
  if (strategy.name !== 'countdown') return { read: pages + 1, cut: false };
  const resultsMax = window?.resultsMax ?? Number.POSITIVE_INFINITY;
  const cut = rows >= resultsMax || pages * pageSize > resultsMax;
  switch (strategy.total) {
    case 'exact':
      // Of a whole list page 1 is read again, since what the total counts may have been added meanwhile.
      return { read: cut ? 1 : Math.max(1, window === undefined && pages > 1 ? pages + 1 : pages), cut };
    case 'apart':
      return { read: cut || rows < pageSize ? 1 : 1 + pages, cut };
    case 'none': {
      // Without a total only the page that would reach beyond shows that there is too much.
      const upward = Math.floor(resultsMax / pageSize);
      if (pages >= upward) return { read: upward, cut: true };
      return { read: rows === 0 ? 1 : 2 * pages + 1, cut: false };
    }
  }
}

/**
 * How far a sync is from its end, the weightiest part first: streams to read; of the one that is being read the time
 * left, the tries left, the width of the piece, the page size, and how far the piece is read. Each page lowers one part
 * and raises none before it; all are whole numbers from 0, but for the time before the first window, which is
 * counted from 1970.
 */
function measure(state: State, name: string, chosen: readonly string[], rows: number): readonly number[] {
  const streams = unfinished(state, chosen).length;
  const paging = pagingOf(state, name);
  if (paging === null) return [streams];
  const { window, restarts, pageSize } = paging;
  const from = window?.from ?? 0;
  return [streams, (window?.end ?? 0) - from, windowRestartsMax - restarts, (window?.until ?? 0) - from, pageSize, ...stage(paging, rows)];
}

/** How much is left of a window by its strategy; where rows may be added while it is read, by the pages that it may take at most. */
function stage(paging: Paging, rows: number): readonly number[] {
  switch (paging.strategy) {
    case 'countdown':
      return stageOfCountdown(paging, rows);
    case 'walked': {
      const { at, since, page } = paging.position;
      const from = since ?? paging.window?.from ?? -1;
      return [(paging.window?.until ?? 0) - from, at === 'up' ? 1 : 0, at === 'up' ? pagesMax - page : page];
    }
    case 'keyset':
    case 'token':
      return [pagesMax - paging.position.cycle.steps];
    case 'plain':
      return [pagesMax - paging.position.page];
  }
}

function stageOfCountdown({ position, pageSize, window }: PagingOf<'countdown'>, rows: number): readonly number[] {
  switch (position.at) {
    case 'first':
      return [3, position.shortRows ?? Number.POSITIVE_INFINITY];
    case 'climb':
      // In a window rows only leave, so that the last page can be no further away than it was.
      return [2, window === null ? pagesMax - position.page : Math.ceil(rows / pageSize) + 2 - position.page];
    case 'count':
      return [1, position.page];
  }
}

function isLess(one: readonly number[], other: readonly number[]): boolean {
  for (let nth = 0; nth < Math.max(one.length, other.length); nth += 1) {
    const left = one[nth] ?? Number.NEGATIVE_INFINITY;
    const right = other[nth] ?? Number.NEGATIVE_INFINITY;
    if (left !== right) return left < right;
  }
  return false;
}
