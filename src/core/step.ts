import { beginWindow } from './begin-window.ts';
import type { Stream } from './catalog.ts';
import { streamOf, type Context } from './context.ts';
import { Failure } from './failure.ts';
import { laterInstant } from './instant.ts';
import { windowRestartsMax } from './limits.ts';
import type { Changes, Page } from './page.ts';
import { strategies, type Positions, type StrategyName, type Wants } from './paging/strategies.ts';
import type { Verdict } from './paging/verdict.ts';
import { respond } from './respond.ts';
import type { Response } from './response.ts';
import type { Idle, Paging, PagingOf, State, StreamState } from './state.ts';
import { cutWindow, latestEnd, nextPiece, openWindow, printWindow, sameWindow } from './window.ts';

/**
 * R1: pure, what a page comes to. The same state and page always give the same response, so a page may be fetched,
 * and an answer delivered, any number of times.
 */
export function step(context: Context, state: State, page: Page): Response {
  const name = page.ask.stream;
  const stream = streamOf(context, name);
  const paging = state.streams[name];
  if (paging?.phase !== 'paging' || !isFor(paging, page)) return respond(context, state, []);
  const go = (next: StreamState, rows: readonly Changes[]): Response =>
    respond(context, { streams: { ...state.streams, [name]: next } }, rows);

  const refrozen = refreeze(context, stream, paging, page);
  if (refrozen !== null) return go(refrozen, []);

  const verdict = judge(stream, paging, page, page.ask.want);
  switch (verdict.kind) {
    case 'deliver':
      return go({ ...paging, position: verdict.position }, page.changes);
    case 'finish':
      return go(finishWindow(stream, paging), page.changes);
    case 'drop':
      return go({ ...paging, position: verdict.position }, []);
    case 'entered':
      return go(startOver(stream, paging, page), []);
    case 'cut':
      return go(beginWindow(stream, paging.strategy, { ...paging, window: cutWindow(paging.window, stream.window, name) }), []);
  }
}

/** P7: a page counts only for the very window, try and size that asked for it. */
function isFor(paging: Paging, { ask }: Page): boolean {
  return (
    sameWindow(paging.window, ask.window) &&
    paging.restarts === ask.restarts &&
    paging.pageSize === ask.pageSize
  );
}

/** C4: a window that ends too near the source's clock is frozen again, earlier, and starts over. */
function refreeze(context: Context, stream: Stream, paging: Paging, { date }: Page): Paging | Idle | null {
  if (date === null) return null;
  const latest = latestEnd(date, context.options.settleMs, stream.window);
  if (paging.window.until <= latest) return null;
  const window = openWindow(paging.window.from, latest);
  if (window === null) return { phase: 'idle', cursor: paging.cursor };
  return beginWindow(stream, paging.strategy, { ...paging, window });
}

function judge<N extends StrategyName>(
  stream: Stream,
  paging: PagingOf<N>,
  page: Page,
  want: Wants[N],
): Verdict<Positions[N]> {
  return strategies[paging.strategy].judge(stream, paging, page, want);
}

/** C2: the cursor moves to the window's frozen end, here and nowhere else. */
function finishWindow(stream: Stream, paging: Paging): Paging | Idle {
  const { window } = paging;
  const cursor = laterInstant(paging.cursor, window.until);
  const next = nextPiece(window);
  if (next === null) return { phase: 'idle', cursor };
  return beginWindow(stream, paging.strategy, { ...paging, cursor, window: next });
}

/** P3: a window starts over here, where it is frozen again or cut, and where its settings changed. */
function startOver(stream: Stream, paging: Paging, page: Page): Paging {
  if (paging.restarts >= windowRestartsMax) {
    throw new Failure('CONTRACT', {
      at: `stream ${page.ask.stream}, window ${printWindow(paging.window)}`,
      expected: 'a window with a frozen end that no row enters',
      came: `its total grew ${windowRestartsMax + 1} times, last to ${page.total}`,
      action: 'The API dates rows back, or settleSeconds is shorter than its slowest commit: raise it, then re-sync the stream.',
    });
  }
  return beginWindow(stream, paging.strategy, { ...paging, restarts: paging.restarts + 1 });
}
