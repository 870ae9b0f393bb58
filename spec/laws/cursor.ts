import { latestEnd, openWindow } from '../../src/core/window.ts';
import { countRows } from '../../src/protocol/answer.ts';
import { demand } from './demand.ts';
import type { Family } from './law.ts';
import { changesOf, cursorOf, movesOf, pagingOf, printState, printTime, roundsOf } from './moves.ts';

/** C: the cursor, how far a stream is complete, and the windows that it is made of. */
export const cursorLaws: Family = {
  letter: 'C',
  about: 'the cursor and its windows',
  file: 'cursor.ts',
  laws: [
    {
      id: 'C1',
      says: 'While a window is read the cursor always stands still.',
      why: 'A sync that breaks off goes on from its state; a cursor that moved early would leave out what was not read yet.',
      rests: 'design: Windows and the cursor, 3',
      holds: (story) => {
        for (const { before, after, by } of changesOf(story)) {
          for (const [name, state] of Object.entries(before.streams)) {
            const next = pagingOf(after, name);
            if (state.phase !== 'paging' || next === null || next.window.from === state.window.until) continue;
            demand(cursorOf(next) === cursorOf(state), () => `${by} moved it: ${printState(state)} became ${printState(next)}`);
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
        for (const { call, stream, before, after, finished, fold } of movesOf(story)) {
          if (finished) {
            demand(cursorOf(after) === before.window.until, () => `the window ended at ${printTime(before.window.until)}, the cursor is ${printTime(cursorOf(after))}`);
          } else if (after?.phase !== 'paging') {
            const latest = fold.page.date === null ? null : latestEnd(fold.page.date, call.options.settleMs, stream.window);
            const nothingLeft = latest !== null && openWindow(before.window.from, latest) === null;
            demand(after?.phase === 'idle' && nothingLeft, () => `the window was given up: ${printState(before)} became ${printState(after)}`);
          }
        }
        for (const { before, after, by } of changesOf(story)) {
          for (const [name, state] of Object.entries(before.streams)) {
            if (state.phase === 'paging' && by === 'a page') continue;
            demand(cursorOf(after.streams[name]) === cursorOf(state), () => `${by} moved it: ${printState(state)} became ${printState(after.streams[name])}`);
          }
        }
      },
    },
    {
      id: 'C3',
      says: 'The cursor never goes back.',
      why: 'A cursor that goes back reads everything again, for ever if a clock keeps it there.',
      rests: 'design: Windows and the cursor, 3',
      holds: (story) => {
        for (const { before, after, by } of changesOf(story)) {
          for (const [name, state] of Object.entries(before.streams)) {
            demand(cursorOf(after.streams[name]) >= cursorOf(state), () => `${by} set it from ${printTime(cursorOf(state))} to ${printTime(cursorOf(after.streams[name]))}`);
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
        for (const { call, stream, before, finished, fold } of movesOf(story)) {
          if (!finished && countRows(fold.response) === 0) continue;
          const { date } = fold.page;
          if (date === null) continue;
          const latest = latestEnd(date, call.options.settleMs, stream.window);
          demand(before.window.until <= latest, () => `a window up to ${printTime(before.window.until)} was read at ${printTime(date)}`);
        }
      },
    },
    {
      id: 'C5',
      says: 'A window always begins exactly where the one before it ended, cut ones too, so that windows tile time without gap or overlap.',
      why: 'What changed in a gap is never asked for.',
      rests: 'design: Windows and the cursor, 2 and 4',
      holds: (story) => {
        for (const { call, round } of roundsOf(story)) {
          for (const { stream, window } of round.planned.asks) {
            const { from, until, end } = window;
            const begins = round.planned.state.streams[stream]?.cursor ?? call.options.start;
            demand(from === begins, () => `the stream is complete up to ${printTime(begins)}, the window begins at ${printTime(from)}`);
            demand((from ?? Number.NEGATIVE_INFINITY) < until && until <= end, () => `the window goes from ${printTime(from)} to ${printTime(until)} of ${printTime(end)}`);
          }
        }
        for (const { before, after, finished } of movesOf(story)) {
          const more = before.window.until < before.window.end;
          if (!finished || !more) continue;
          const goesOn = after?.phase === 'paging' && after.window.from === before.window.until && after.window.end === before.window.end;
          demand(goesOn, () => `the rest of a cut window was left out: ${printState(before)} became ${printState(after)}`);
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
            if (state.phase !== 'paging') continue;
            const open = pagingOf(before, name);
            if (open?.fingerprint !== state.fingerprint) {
              const latest = (now ?? Number.POSITIVE_INFINITY) - call.options.settleMs;
              demand(state.window.end <= latest, () => `at ${printTime(now)} a window up to ${printTime(state.window.end)} was opened`);
            } else {
              const later = state.window.end > open.window.end || (state.window.until > open.window.until && state.window.from !== open.window.until);
              demand(!later, () => `${by} moved it: ${printState(open)} became ${printState(state)}`);
            }
          }
        }
      },
    },
  ],
};
