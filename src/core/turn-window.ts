import { beginWindow } from './begin-window.ts';
import type { Stream } from './catalog.ts';
import type { Context } from './context.ts';
import { timeOf, type Cursor } from './cursor.ts';
import { Failure } from './failure.ts';
import { laterInstant } from './instant.ts';
import { windowRestartsMax } from './limits.ts';
import type { Page } from './page.ts';
import type { Idle, Paging } from './state.ts';
import { cutWindow, latestEnd, nextPiece, openWindow, printWindow } from './window.ts';
import { windowed } from './windowed.ts';

/** C4: a window that ends too near the source's clock is frozen again, earlier, and starts over. */
export function refreeze(context: Context, stream: Stream, paging: Paging, { date }: Page): Paging | Idle | null {
  const { window, cursor } = paging;
  if (date === null || window === null || stream.window === undefined) return null;
  const latest = latestEnd(date, context.options.settleMs, stream.window);
  if (window.until <= latest) return null;
  const earlier = openWindow(window.from, latest);
  // An overlap reaches back behind the cursor, where there is nothing new.
  if (earlier === null || (latest <= (timeOf(cursor) ?? Number.NEGATIVE_INFINITY) && paging.readsAll !== true)) {
    return idle(paging, cursor);
  }
  return beginWindow(stream, paging.strategy, { ...paging, window: earlier });
}

/** C2, C7: the cursor moves to the window's frozen end, here and nowhere else; without a window, to where reading stopped. */
export function finishWindow(stream: Stream, paging: Paging, reached: Cursor = null): Paging | Idle {
  const { window, snapshot } = paging;
  if (window === null) return idle(paging, snapshot === undefined ? reached : { rows: snapshot.rows });
  const cursor = laterInstant(timeOf(paging.cursor), window.until);
  const next = nextPiece(window);
  if (next !== null) return beginWindow(stream, paging.strategy, { ...paging, cursor, window: next });
  return paging.readsAll === true ? { phase: 'idle', cursor, allReadAt: window.end } : idle(paging, cursor);
}

/** P3: a window starts over here, where it is frozen again or cut, and where its settings changed. */
export function startOver(stream: Stream, paging: Paging, page: Page, why: 'entered' | 'expired'): Paging {
  if (paging.restarts >= windowRestartsMax) throw startedTooOften(paging, page, why);
  // K4: behind a token that expired there is nothing to go on from: the list is read from its beginning.
  return beginWindow(stream, paging.strategy, { ...paging, restarts: paging.restarts + 1 }, null);
}

/** The earlier half of a window that holds more rows than the API pages through. */
export function cut(stream: Stream, paging: Paging, name: string): Paging {
  const window = cutWindow(windowed(paging.window), windowed(stream.window), name);
  return beginWindow(stream, paging.strategy, { ...paging, window });
}

function idle({ allReadAt }: Paging, cursor: Cursor): Idle {
  return { phase: 'idle', cursor, ...(allReadAt === undefined ? {} : { allReadAt }) };
}

function startedTooOften({ window }: Paging, page: Page, why: 'entered' | 'expired'): Failure {
  const at = `stream ${page.ask.stream}, window ${printWindow(window)}`;
  const times = windowRestartsMax + 1;
  if (why === 'expired') {
    return new Failure('CONTRACT', {
      at,
      expected: 'tokens that live as long as it takes to read a window',
      came: `${times} expired`,
      action: 'Sync more often or with larger pages, so that a list is read before its tokens expire, then re-sync the stream.',
    });
  }
  return new Failure('CONTRACT', {
    at,
    expected: 'a window with a frozen end that no row enters',
    came: `its total grew ${times} times, last to ${page.total}`,
    action: 'The API dates rows back, or settleSeconds is shorter than its slowest commit: raise it, then re-sync the stream.',
  });
}
