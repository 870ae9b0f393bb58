import { connector } from '../../../src/core/connector.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Response } from '../../../src/core/response.ts';
import type { State } from '../../../src/core/state.ts';
import { createClient } from '../../../src/edge/client.ts';
import type { Environment } from '../../../src/edge/environment.ts';
import { pageFetcher } from '../../../src/edge/fetch-page.ts';
import { fingerprints } from '../../../src/edge/fingerprint.ts';
import { environment } from '../../../src/hosts/environment.ts';
import { createHandler } from '../../../src/hosts/lambda.ts';
import { loans } from '../../../src/sources/loans.ts';
import { createClock } from '../clock.ts';
import { knownToken, playedAt } from './examples.ts';

/** The connector before a loan API: what it asks is what the rules plan, and how it asks is the edge's. */
export type Player = {
  /** Asks for the next page of a stream, its children included, and takes it in. */
  readonly nextPage: (state: State) => Promise<Response>;
  /** A state of its own to begin with. */
  readonly begin: (json: Json) => State;
  /** Answers a setup test as the handler on Lambda does. */
  readonly setupTest: () => Promise<unknown>;
  /** Waits between attempts so far, in milliseconds. */
  readonly waits: readonly number[];
};

export function createPlayer(url: string, stream: string, token = knownToken): Player {
  const waits: number[] = [];
  const clock = createClock(Date.parse(playedAt));
  const standing: Environment = {
    ...environment,
    now: clock.now,
    random: () => 0.5,
    sleep: (ms, signal) => {
      waits.push(ms);
      return clock.sleep(ms, signal);
    },
    log: () => undefined,
  };
  const access = loans.access({ baseUrl: url, apiToken: token }, {});
  const rules = connector(loans.catalog, {
    start: null,
    settleMs: 30_000,
    pageSize: 2,
    streams: [stream],
    fingerprints: fingerprints(loans, access.baseUrl),
    pagesAhead: 1,
  });
  const manners = { concurrency: 1, requestsPerSecond: null, timeoutMs: 10_000, attempts: 2 };
  const fetchPage = pageFetcher(loans, access, createClient(standing, manners, Number.POSITIVE_INFINITY, (text) => text));
  return {
    waits,
    begin: (json) => rules.parse(json).state,
    nextPage: async (state) => {
      const { state: planned, asks } = rules.plan(state, clock.now() as Instant);
      const [ask] = asks;
      if (ask === undefined) throw new Error('the rules ask for no page');
      return rules.step(planned, (await fetchPage(ask, new AbortController().signal)).page);
    },
    setupTest: () => createHandler('loans', standing)({ setup_test: true, secrets: { baseUrl: url, apiToken: token } }),
  };
}
