import { rowsOf, type Cursor } from '../../src/core/cursor.ts';
import { floorInstant } from '../../src/core/instant.ts';
import { latestEnd, openWindow } from '../../src/core/window.ts';
import { countRows } from '../../src/protocol/answer.ts';
import { demand, sameJson } from './demand.ts';
import type { Family } from './law.ts';
import { changesOf, cursorOf, movesOf, pagingOf, printState, printTime, wentBack, windowMovesOf, type StateChange } from './moves.ts';

/** C: the cursor, how far a stream is complete, and the windows that it is made of. */
export const cursorLaws: Family = {
  letter: 'C',
  about: 'the cursor and its windows',
  file: 'cursor.ts',
  laws: [
    {
      id: 'C1',
      says: 'While a window or a list is read the cursor always stands still.',
      why: 'A sync that breaks off goes on from its state; a cursor that moved early would leave out what was not read yet.',
      rests: 'design: Windows and the cursor, 3',
      holds: (story) => {
        for (const { before, after, by, call } of changesOf(story)) {
          for (const [name, state] of Object.entries(before.streams)) {
            const next = pagingOf(after, name);
            if (state.phase !== 'paging' || next === null || wentBack(call, after, name)) continue;
            if (state.window !== null && next.window?.from === state.window.until) continue;
            demand(sameJson(next.cursor, state.cursor), () => `${by} moved it: ${printState(state)} became ${printState(next)}`);
          }
        }
      },
    },
    {
      id: 'C2',
      says: "When a window is finished the cursor always becomes its frozen end, and nothing else ever moves it: it never takes a clock's time.",
      why: 'What changed between the first page and the last lies after the frozen end; with the clock as cursor it is never asked for.',
      rests: 'design: Windows and the cursor, 3; protocol: Known faults',
      holds: (story) => {
        for (const { call, parameters, before, after, finished, fold, window } of windowMovesOf(story)) {
          if (finished) {
            const reached = Math.max(cursorOf(before), window.until);
            demand(cursorOf(after) === reached, () => `the window ended at ${printTime(window.until)}, the cursor is ${printTime(cursorOf(after))}`);
          } else if (after?.phase !== 'paging') {
            const latest = fold.page.date === null ? null : latestEnd(fold.page.date, call.options.settleMs, parameters);
            const nothingLeft = latest !== null && (openWindow(window.from, latest) === null || latest <= cursorOf(before));
            demand(after?.phase === 'idle' && nothingLeft, () => `the window was given up: ${printState(before)} became ${printState(after)}`);
          }
        }
        for (const { before, after, by, call } of changesOf(story)) {
          for (const [name, state] of Object.entries(before.streams)) {
            if (state.phase === 'paging' && by === 'a page') continue;
            if (wentBack(call, after, name)) continue;
            demand(sameJson(after.streams[name]?.cursor, state.cursor), () => `${by} moved it: ${printState(state)} became ${printState(after.streams[name])}`);
          }
        }
      },
    },
    {
      id: 'C3',
      says: 'The cursor never goes back: neither a time, nor the number of rows that were read, nor the key or the token of the last one; only a list that was read on without its list of deletions goes back to where that one is.',
      why: 'A cursor that goes back reads everything again, for ever if a clock keeps it there.',
      rests: 'design: Windows and the cursor, 3',
      holds: (story) => {
        for (const { before, after, by, call } of changesOf(story)) {
          for (const [name, state] of Object.entries(before.streams)) {
            // Of a whole list the cursor only tells how many rows it had.
            if (call.rules.catalog.streams[name]?.list === 'whole' || wentBack(call, after, name)) continue;
            const next = after.streams[name]?.cursor ?? null;
            demand(placeOf(next) >= placeOf(state.cursor), () => `${by} set it from ${printState(state)} to ${printState(after.streams[name])}`);
          }
        }
      },
    },
    {
      id: 'C4',
      says: "The cursor never comes within `settle` of the source's clock, as any page of its window showed it, however wrong the local clock is.",
      why: 'A transaction that commits late has an older stamp; before the cursor it would never be read.',
      rests: 'design: Windows and the cursor, 1',
      holds: (story) => {
        for (const { call, parameters, finished, fold, window } of windowMovesOf(story)) {
          if (!finished && countRows(fold.response) === 0) continue;
          const { date } = fold.page;
          if (date === null) continue;
          const latest = latestEnd(date, call.options.settleMs, parameters);
          demand(window.until <= latest, () => `a window up to ${printTime(window.until)} was read at ${printTime(date)}`);
        }
      },
    },
    {
      id: 'C5',
      says: 'A window always begins exactly where the one before it ended, cut ones too, so that windows tile time without gap or overlap; only a declared overlap reaches back, and only reading everything again begins at the beginning.',
      why: 'What changed in a gap is never asked for.',
      rests: 'design: Windows and the cursor, 2 and 4',
      holds: (story) => {
        for (const change of changesOf(story)) demandTiles(change);
        for (const { before, after, finished, window } of windowMovesOf(story)) {
          if (after?.phase !== 'paging' && !finished) continue;
          const next = after?.phase === 'paging' ? after.window : null;
          const evidence = (): string => `the rest of a window was left out: ${printState(before)} became ${printState(after)}`;
          if (!finished) demand(next?.from === window.from, evidence);
          else if (window.until < window.end) demand(next?.from === window.until && next.end === window.end, evidence);
        }
      },
    },
    {
      id: 'C6',
      says: 'The ends of a window are always frozen before its first page, at least `settle` behind the local clock, and its end never moves later while it is open.',
      why: 'Only in a window with a frozen end can rows do nothing but leave; one that grows can be read for ever.',
      rests: 'design: Windows and the cursor, 1',
      holds: (story) => {
        for (const { before, after, by, now, call } of changesOf(story)) {
          for (const [name, state] of Object.entries(after.streams)) {
            if (state.phase !== 'paging' || state.window === null) continue;
            const { window } = state;
            const open = pagingOf(before, name);
            const was = open?.window ?? null;
            if (was === null || open?.fingerprint !== state.fingerprint) {
              const latest = (now ?? Number.POSITIVE_INFINITY) - call.options.settleMs;
              demand(window.end <= latest, () => `at ${printTime(now)} a window up to ${printTime(window.end)} was opened`);
            } else {
              const later = window.end > was.end || (window.until > was.until && window.from !== was.until);
              demand(!later, () => `${by} moved it: ${printState(open)} became ${printState(state)}`);
            }
          }
        }
      },
    },
    {
      id: 'C7',
      says: 'Without a window, the cursor of an appended list always becomes exactly what was read: as many rows as its first page counted, or the last key or token that came.',
      why: 'Rows that were added while the list was read are neither skipped by the next sync nor taken for read.',
      rests: 'design: Countdown, without a window; Words (cursor)',
      holds: (story) => {
        for (const { stream, before, after, finished, fold } of movesOf(story)) {
          if (!finished || stream.list !== 'appended') continue;
          const reached = after?.cursor ?? null;
          const { page } = fold;
          const evidence = (): string => `${printState(before)} became ${printState(after)} with ${page.count} rows of ${page.total ?? '?'}, token ${page.token ?? 'none'}`;
          switch (before.strategy) {
            case 'countdown': {
              const counted = before.position.at === 'count' ? before.position.total : (page.total ?? rowsOf(before.cursor));
              demand(rowsOf(reached) === (page.pastEnd ? rowsOf(before.cursor) : counted), evidence);
              break;
            }
            case 'keyset':
              demand(sameJson(reached, before.position.after === null ? before.cursor : { key: before.position.after }), evidence);
              break;
            case 'token': {
              const last = page.token ?? before.position.token;
              demand(sameJson(reached, last === null ? null : { token: last }), evidence);
              break;
            }
            default:
          }
        }
      },
    },
    {
      id: 'C8',
      says: 'Where everything is to be read again every so many days, a window always begins at the beginning once they have passed since the end of the last one that did, and never before.',
      why: 'Rows that are dated back are found by nothing else; and reading everything in every sync is a burden on the source.',
      rests: 'design: Strategies, what every promise rests on',
      holds: (story) => {
        for (const { before, after, by, call } of changesOf(story)) {
          for (const [name, state] of Object.entries(after.streams)) {
            const days = call.rules.catalog.streams[name]?.readAllEveryDays;
            if (by === 'a plan' && state.phase === 'paging' && state.window !== null && pagingOf(before, name)?.fingerprint !== state.fingerprint) {
              const { cursor = null, allReadAt } = before.streams[name] ?? {};
              const never = cursor === null || allReadAt === undefined;
              const passed = days !== undefined && (never || state.window.end - allReadAt >= days * 24 * 60 * 60 * 1_000);
              demand((state.readsAll === true) === passed, () => `every ${days ?? 'no'} days, last at ${printTime(allReadAt ?? null)}: ${printState(state)}`);
            }
          }
        }
        for (const { before, after, finished, window } of windowMovesOf(story)) {
          const read = finished && after?.phase === 'idle' && before.readsAll === true ? window.end : before.allReadAt;
          demand(after?.allReadAt === read, () => `${printState(before)} became ${printState(after)}`);
        }
      },
    },
  ],
};

/** Where a window that a plan opened has to begin. */
function demandTiles({ before, after, call, by }: StateChange): void {
  for (const [name, state] of Object.entries(after.streams)) {
    if (state.phase !== 'paging' || state.window === null) continue;
    const { window } = state;
    const { from, until, end } = window;
    demand((from ?? Number.NEGATIVE_INFINITY) < until && until <= end, () => `the window goes from ${printTime(from)} to ${printTime(until)} of ${printTime(end)}`);
    const open = pagingOf(before, name);
    const parameters = call.rules.catalog.streams[name]?.window;
    if (by !== 'a plan' || parameters === undefined) continue;
    if (open?.fingerprint === state.fingerprint) {
      demand(open.window?.from === from, () => `a plan moved the window's beginning from ${printState(open)} to ${printState(state)}`);
      continue;
    }
    const complete = typeof state.cursor === 'number' ? state.cursor : call.options.start;
    const begins = complete === null ? null : floorInstant(complete - (parameters.overlapMs ?? 0), parameters.grainMs);
    const expected = state.readsAll === true ? call.options.start : state.cursor === null && parameters.overlapMs === undefined ? call.options.start : begins;
    demand(from === expected, () => `the stream is complete up to ${printTime(complete)}, the window begins at ${printTime(from)}`);
  }
}

/** A cursor as a number that grows with it: keys and tokens of the simulated source end with the place of a row. */
function placeOf(cursor: Cursor): number {
  if (cursor === null) return Number.NEGATIVE_INFINITY;
  if (typeof cursor === 'number') return cursor;
  if ('rows' in cursor) return cursor.rows;
  return Number(/\d*$/.exec('key' in cursor ? cursor.key : cursor.token)?.[0] ?? 0);
}
