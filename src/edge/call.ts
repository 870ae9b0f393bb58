import type { Connector } from '../core/connector.ts';
import { Failure } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import type { Ask } from '../core/page.ts';
import type { Event } from '../protocol/event.ts';
import type { CreateBatch } from './batch.ts';
import type { Environment } from './environment.ts';
import type { Fetched, FetchPage } from './fetch-page.ts';
import { firstPageTimePart, slowPageDivisor } from './limits.ts';
import { createReadAhead, type ReadAhead } from './read-ahead.ts';
import { pageTooLarge } from './page-too-large.ts';

/** What a call may use. */
export type Budget = {
  /** When it has to stop waiting, in milliseconds by the local clock; Infinity is never. */
  readonly deadlineMs: number;
  /** What its answer may take, in bytes of UTF-8 JSON. */
  readonly answerBytesMax: number;
  /** Whether pages of a stream are read ahead. Those with children keep as many requests in flight by themselves. */
  readonly readsAhead: (stream: string) => boolean;
};

/** What a call did, for its line in the log. */
export type Report = {
  readonly pages: number;
  /** Of the answer, in bytes of UTF-8 JSON; it may be somewhat less, never more. */
  readonly bytes: number;
  /** Streams of the state that the source no longer has. */
  readonly dropped: readonly string[];
  /** The code of the failure that ended the call early, where there was something to answer with all the same. */
  readonly cutShortBy: string | null;
};

/**
 * F1, F4: one call. Pages are asked for and folded until the sync is done, or the time or the room is used up. A page that
 * fails after others brought rows ends the call with those. Rejects with the page's failure where there is
 * nothing to answer with; the state then stays where it was.
 */
export async function call<Result>(
  rules: Connector,
  { state: json }: Pick<Event, 'state'>,
  fetchPage: FetchPage,
  environment: Pick<Environment, 'now' | 'timeout'>,
  { deadlineMs, answerBytesMax, readsAhead }: Budget,
  createBatch: CreateBatch<Result>,
): Promise<{ result: Result; report: Report }> {
  const begun = rules.parse(json);
  const batch = createBatch(rules, begun.state, answerBytesMax);
  const ahead = createReadAhead(fetchPage);
  const fitting = (): number => pagesThatFit(answerBytesMax - batch.bytesMost(), batch.bytesMost(), pages);
  const timeIsUp = (): boolean => environment.now() >= deadlineMs;
  let { state } = begun;
  let pages = 0;
  let cutShortBy: string | null = null;
  try {
    for (;;) {
      const planned = rules.plan(state, environment.now() as Instant);
      const [ask, ...others] = planned.asks;
      if (ask === undefined) {
        batch.admit(rules.respond(planned.state), 0);
        break;
      }
      if (batch.rows() > 0 && fitting() < 1) {
        batch.tighten();
        // A page that would hardly fit is not worth asking for twice.
        if (fitting() < 1) break;
      }
      const behind = readsAhead(ask.stream) ? Math.max(0, fitting() - 1) : 0;
      const patienceMs = pages > 0 ? Number.POSITIVE_INFINITY : (deadlineMs - environment.now()) * firstPageTimePart;
      const smaller = rules.shrink(planned.state, ask.stream, Math.ceil(ask.pageSize / slowPageDivisor));
      const shrinkable = smaller !== planned.state;
      const read = await readPage(ahead, [ask, ...others.slice(0, behind)], environment, shrinkable ? patienceMs : null);
      if (read.kind === 'fetched') {
        const response = rules.step(planned.state, read.page);
        if (batch.admit(response, read.bytesMost)) {
          pages += 1;
          ({ state } = response);
          // A plan for a sync that has ended would begin another.
          if (!response.hasMore || timeIsUp()) break;
          continue;
        }
        // What does not fit beside other rows comes in the next call.
        if (batch.rows() > 0) break;
        if (!shrinkable) throw pageTooLarge(rules.catalog, ask, response, answerBytesMax);
      }
      state = smaller;
    }
  } catch (error) {
    // T3: with no row in hand the answer would be empty; that is right only where time ran out after progress.
    if (batch.rows() === 0 && (pages === 0 || !timeIsUp())) throw error;
    cutShortBy = error instanceof Failure ? error.code : 'BUG';
  } finally {
    ahead.close();
  }
  return { result: batch.finish(), report: { pages, bytes: batch.bytesMost(), dropped: begun.dropped, cutShortBy } };
}

/** How many pages would find room, by the mean of those that came; before any came, the first. */
function pagesThatFit(room: number, used: number, pages: number): number {
  return pages === 0 ? 1 : Math.floor((room * pages) / used);
}

type Read = ({ readonly kind: 'fetched' } & Fetched) | { readonly kind: 'too much' };

/**
 * The next page, unless it is larger than any body may be or slower than the call's patience with its first page,
 * and could be asked for smaller; patience is null where it could not.
 */
async function readPage(
  ahead: ReadAhead,
  asks: readonly [Ask, ...Ask[]],
  environment: Pick<Environment, 'timeout'>,
  patienceMs: number | null,
): Promise<Read> {
  const [ask] = asks;
  const patience = patienceMs !== null && Number.isFinite(patienceMs) && patienceMs > 0 ? environment.timeout(patienceMs) : null;
  const lost = (): void => {
    ahead.giveUp(ask);
  };
  patience?.addEventListener('abort', lost);
  try {
    return { kind: 'fetched', ...(await ahead.read(asks)) };
  } catch (error) {
    if (patience?.aborted === true) return { kind: 'too much' };
    if (patienceMs !== null && error instanceof Failure && error.code === 'LIMIT') return { kind: 'too much' };
    throw error;
  } finally {
    patience?.removeEventListener('abort', lost);
  }
}
