import type { Connector } from '../core/connector.ts';
import { Failure } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import type { Response } from '../core/response.ts';
import { countRows, printAnswer, type Answer } from '../protocol/answer.ts';
import type { Event } from '../protocol/event.ts';
import type { FetchPage } from './fetch-page.ts';

/** What a call did, for its line in the log. */
export type Report = {
  readonly pages: number;
  /** Streams of the state that the source no longer has. */
  readonly dropped: readonly string[];
  /** The code of the failure that ended the call early, where there were rows to answer with all the same. */
  readonly cutShortBy: string | null;
};

/** A call's clock: the time now, and when it has to stop waiting, in milliseconds; Infinity is never. */
export type Clock = { readonly now: () => number; readonly deadlineMs: number };

/**
 * One call: pages are asked for and folded until there are rows to answer with, the sync is done or the time is
 * up. A page that fails after others brought rows ends the call with those. Rejects with the page's failure
 * where there is nothing to answer with; the state then stays where it was.
 */
export async function call(
  { parse, print, plan, step, respond, merge }: Connector,
  { state: json }: Pick<Event, 'state'>,
  fetchPage: FetchPage,
  clock: Clock,
): Promise<{ answer: Answer; report: Report }> {
  const begun = parse(json);
  const responses: Response[] = [respond(begun.state)];
  let { state } = begun;
  let pages = 0;
  let rows = 0;
  const finish = (cutShortBy: string | null): { answer: Answer; report: Report } => ({
    answer: printAnswer(merge(responses), print),
    report: { pages, dropped: begun.dropped, cutShortBy },
  });
  for (let working = true; working; ) {
    const planned = plan(state, clock.now() as Instant);
    const [ask] = planned.asks;
    if (ask === undefined) {
      responses.push(respond(planned.state));
      break;
    }
    try {
      const response = step(planned.state, await fetchPage(ask));
      state = response.state;
      pages += 1;
      rows += countRows(response);
      responses.push(response);
      // A plan for a sync that has ended would begin another.
      working = response.hasMore && rows === 0 && clock.now() < clock.deadlineMs;
    } catch (error) {
      // T3: with no row in hand the answer would be empty; that is right only where time ran out after progress.
      if (rows === 0 && (pages === 0 || clock.now() < clock.deadlineMs)) throw error;
      return finish(error instanceof Failure ? error.code : 'BUG');
    }
  }
  return finish(null);
}
