import { rowsOf } from '../../src/core/cursor.ts';
import { latestEnd } from '../../src/core/window.ts';
import type { Paging } from '../../src/core/state.ts';
import { countRows } from '../../src/protocol/answer.ts';
import { demand, sameJson } from './demand.ts';
import type { Family } from './law.ts';
import { printWant } from '../simulation/print-want.ts';
import { changesOf, counting, movesOf, pagingOf, printState, printTime, roundsOf, sameTry, strategyMovesOf, type Move, type StrategyMove } from './moves.ts';

/** P: the page counter of the countdown, the pages still to read in its window or list. */
export const pageCounterLaws: Family = {
  letter: 'P',
  about: 'the page counter of the countdown',
  file: 'page-counter.ts',
  laws: [
    {
      id: 'P1',
      says: 'The page counter never rises in an open window: a page that is delivered always lowers it by one, to the page that is last now, or to the end.',
      why: 'A counter that jumps leaves pages out, and their rows are missing in the warehouse.',
      rests: 'design: Countdown',
      holds: (story) => {
        for (const move of strategyMovesOf(story, 'countdown')) {
          const position = counting(move.before);
          if (position === null) continue;
          const { total, count, pastEnd } = move.fold.page;
          const exact = move.stream.strategy.total === 'exact' && move.before.window !== null;
          // A page past the end shows no more than that all rows stand before it.
          const rows = pastEnd && position.total !== null ? Math.min(position.total, (position.page - 1) * move.before.pageSize) : total;
          const last = exact && rows !== null ? Math.ceil(rows / move.before.pageSize) : Number.POSITIVE_INFINITY;
          const expected = Math.min(position.page - 1, last);
          const appended = move.stream.list === 'appended';
          const unchanged = !position.changed && (appended || (exact && !pastEnd && total === position.total));
          const first = appended ? Math.floor(rowsOf(move.before.cursor) / move.before.pageSize) + 1 : 1;
          if (move.finished) {
            demand(expected < first || (expected === first && unchanged), () => `the window ended with ${expected} pages to read: ${printMove(move)}`);
          } else if (move.goesOn !== null) {
            const after = counting(move.goesOn);
            const dropped = countRows(move.fold.response) === 0 && sameJson(after, position);
            if (dropped) continue;
            demand(after?.page === expected, () => `of ${count} rows and a total of ${total} the counter became ${after?.page ?? 'none'}, not ${expected}: ${printMove(move)}`);
          }
        }
      },
    },
    {
      id: 'P2',
      says: 'When the page size shrinks the page counter always becomes the fewest smaller pages that hold what it stood for; a larger size never changes anything.',
      why: 'A page too large for an answer is asked for again smaller; with the old number the rows between would be skipped.',
      rests: 'design: Countdown; Budgets',
      holds: (story) => {
        for (const { call, round } of roundsOf(story)) {
          if (round.shrunk === null) continue;
          const { before, stream, pageSize, after } = round.shrunk;
          const one = pagingOf(before, stream);
          const other = pagingOf(after, stream);
          if (one?.strategy !== 'countdown') continue;
          const appended = call.rules.catalog.streams[stream]?.list === 'appended';
          const evidence = (): string => `to ${pageSize} rows a page: ${printState(one)} became ${printState(after.streams[stream])}`;
          if (pageSize >= one.pageSize || pageSize < 1) {
            demand(sameJson(one, other), evidence);
            continue;
          }
          const position = counting(one);
          const expected =
            position === null
              ? { at: 'first', shortRows: null }
              : { ...position, page: Math.ceil((position.page * one.pageSize) / pageSize), changed: position.changed || appended };
          demand(sameJson(other, { ...one, pageSize, position: expected }), evidence);
        }
      },
    },
    {
      id: 'P3',
      says: 'The page counter never starts over in a window unless a row entered it, its end was frozen again, it was cut, or its settings changed.',
      why: 'A list that starts over whenever something changes is never read to its end in a busy source.',
      rests: 'design: Countdown; State',
      holds: (story) => {
        for (const { before, after, by, call } of changesOf(story)) {
          if (by !== 'a plan') continue;
          for (const [name, state] of Object.entries(before.streams)) {
            if (state.phase !== 'paging' || state.fingerprint !== (call.options.fingerprints[name] ?? '')) continue;
            demand(sameJson(state, after.streams[name]), () => `a plan changed ${printState(state)} to ${printState(after.streams[name])}`);
          }
        }
        for (const move of strategyMovesOf(story, 'countdown')) demandReasonToStartOver(move);
      },
    },
    {
      id: 'P4',
      says: 'The page counter is never less than one while pages are left, and a page below the first is never asked for.',
      why: 'Many sources answer page 0 or -1 with page 1: a countdown that misses its end would read on for ever.',
      rests: 'design: Countdown',
      holds: (story) => {
        for (const { round } of roundsOf(story)) {
          for (const { want } of round.planned.asks) demand(!('page' in want) || (Number.isSafeInteger(want.page) && want.page >= 1), () => `${printWant(want)} was asked for`);
        }
        for (const move of movesOf(story)) {
          if (move.after?.phase !== 'paging') continue;
          const page = counting(move.after)?.page ?? 1;
          demand(Number.isSafeInteger(page) && page >= 1, () => `the counter is ${page}: ${printMove(move)}`);
        }
      },
    },
    {
      id: 'P5',
      says: 'The same state and clock always ask for the same pages.',
      why: 'Fivetran repeats a call with the state of the last good answer; a counter kept anywhere else would go on from another page.',
      rests: 'protocol: Errors; Known faults',
      holds: (story) => {
        for (const { call, round } of roundsOf(story)) {
          const again = call.rules.plan(call.rules.parse(call.rules.print(round.before)).state, round.now);
          demand(sameJson(again, round.planned), () => `first ${JSON.stringify(round.planned.asks)}, then ${JSON.stringify(again.asks)}`);
        }
      },
    },
    {
      id: 'P6',
      says: 'A row that stands in the window and was not delivered yet always stands below the page counter times the page size.',
      why: 'This is why nothing is lost: whatever moves, moves to pages that are still to come.',
      rests: 'design: Countdown, the invariant',
      holds: (story) => {
        for (const move of movesOf(story)) {
          const { undelivered } = move.fold;
          if (move.before.window === null || move.before.strategy !== 'countdown') continue;
          const position = move.goesOn === null ? null : counting(move.goesOn);
          if (!move.finished && position === null) continue;
          const bound = move.finished ? 0 : (position?.page ?? 0) * (move.goesOn?.pageSize ?? 0);
          demand(undelivered <= bound, () => `row ${undelivered} of the window is yet to come, but only ${bound} will be read: ${printMove(move)}`);
        }
      },
    },
    {
      id: 'P7',
      says: 'A page that is not the one wanted, or is older than what was delivered, is never delivered and never moves the page counter.',
      why: 'Pages read ahead may be answered in any order; one that is out of date hides the rows that slipped past it.',
      rests: 'design: Countdown, pages ahead',
      holds: (story) => {
        for (const move of strategyMovesOf(story, 'countdown')) {
          if (!isUnwanted(move)) continue;
          demand(countRows(move.fold.response) === 0, () => `its rows were delivered: ${printMove(move)}`);
          if (move.goesOn !== null) demand(sameJson(move.before, move.goesOn), () => `it moved the counter: ${printMove(move)}`);
        }
      },
    },
  ],
};

function isUnwanted({ before, ask, fold: { page }, stream }: StrategyMove<'countdown'>): boolean {
  const { total } = page;
  if (!sameTry(before, { ...before, window: ask.window, restarts: ask.restarts })) return true;
  if (before.pageSize !== ask.pageSize || before.position.at !== ask.want.at) return true;
  const position = counting(before);
  if (position === null) return before.position.at === 'climb' && before.position.page !== ask.want.page;
  if (position.page !== ask.want.page) return true;
  return stream.window !== undefined && position.total !== null && ask.want.total !== null && total !== null && total > position.total && total <= ask.want.total;
}

function demandReasonToStartOver(move: StrategyMove<'countdown'>): void {
  const { call, stream, before, after, finished, fold, ask } = move;
  if (finished || after?.phase !== 'paging' || after.strategy !== 'countdown') return;
  const { page } = fold;
  if (stream.window !== undefined && before.window !== null && after.window?.until !== before.window.until) {
    const refrozen = page.date !== null && before.window.until > latestEnd(page.date, call.options.settleMs, stream.window);
    const cut = stream.window.resultsMax !== undefined && after.window?.end === before.window.end;
    demand(refrozen || cut, () => `its end moved without a reason: ${printMove(move)}`);
    return;
  }
  if (after.restarts !== before.restarts) {
    const known = ask.want.total;
    demand(known !== null && page.total !== null && page.total > known, () => `no row entered: ${printMove(move)}`);
    return;
  }
  const stages = ['first', 'climb', 'count'];
  demand(stages.indexOf(after.position.at) >= stages.indexOf(before.position.at), () => `it started over: ${printMove(move)}`);
}

function printMove({ fold: { page }, before, after }: Pick<Move, 'fold' | 'after'> & { before: Paging }): string {
  const { ask, count, total, date } = page;
  return `${printWant(ask.want)} of ${ask.pageSize} rows brought ${count} of ${total ?? 'an unknown total'} at ${printTime(date)}; ${printState(before)} became ${printState(after)}`;
}
