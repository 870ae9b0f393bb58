import type { Stream } from './catalog.ts';
import { checkPage } from './check-page.ts';
import { isReadBy, streamOf, type Context } from './context.ts';
import type { Page } from './page.ts';
import { strategies, type Positions, type StrategyName, type Wants } from './paging/strategies.ts';
import type { Verdict } from './paging/verdict.ts';
import { respond } from './respond.ts';
import type { Response } from './response.ts';
import { markSnapshot } from './snapshot.ts';
import { cut, finishWindow, refreeze, startOver } from './turn-window.ts';
import type { Paging, PagingOf, State, StreamState } from './state.ts';
import { sameWindow } from './window.ts';

/**
 * R1: pure, what a page comes to. The same state and page always give the same response, so a page may be fetched,
 * and an answer delivered, any number of times.
 */
export function step(context: Context, state: State, page: Page): Response {
  const name = page.ask.stream;
  const stream = streamOf(context, name);
  const paging = state.streams[name];
  if (paging?.phase !== 'paging' || !isFor(paging, page)) return respond(context, state, []);
  const keep = (next: StreamState): Response => respond(context, { streams: { ...state.streams, [name]: next } }, []);
  const bring = (ends: boolean, next: (marked: Paging) => StreamState): Response => {
    const { paging: marked, softDelete } = markSnapshot(stream, paging, page, ends);
    return respond(context, { streams: { ...state.streams, [name]: next(marked) } }, page.changes, softDelete);
  };

  const refrozen = refreeze(context, stream, paging, page);
  if (refrozen !== null) return keep(refrozen);

  checkPage(stream, page);
  const verdict = judge(stream, paging.strategy, paging, page);
  switch (verdict.kind) {
    case 'deliver':
      return bring(false, (marked) => at(marked, verdict.position));
    case 'finish':
      return bring(true, (marked) => finishWindow(stream, marked, verdict.cursor));
    case 'end':
      return keep(finishWindow(stream, paging, paging.cursor));
    case 'drop':
      return keep(at(paging, verdict.position));
    case 'entered':
    case 'expired':
      return keep(startOver(stream, paging, page, verdict.kind));
    case 'cut':
      return keep(cut(stream, paging, name));
  }
}

/** P7, K6: a page counts only for the very window, try and size that asked for it. */
function isFor(paging: Paging, { ask }: Page): boolean {
  return (
    paging.strategy === ask.strategy &&
    sameWindow(paging.window, ask.window) &&
    paging.restarts === ask.restarts &&
    paging.pageSize === ask.pageSize
  );
}

function judge<N extends StrategyName>(
  stream: Stream,
  strategy: N,
  paging: PagingOf<N>,
  page: Page,
): Verdict<Positions[StrategyName]> {
  return strategies[strategy].judge(isReadBy(stream, strategy), paging, page, page.ask.want as Wants[N]);
}

/** The strategy's own position, which its `judge` returned. */
function at(paging: Paging, position: Positions[StrategyName]): Paging {
  return { ...paging, position } as Paging;
}
