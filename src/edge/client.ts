import pLimit from 'p-limit';
import { Failure } from '../core/failure.ts';
import { countParts } from './count-parts.ts';
import type { Environment } from './environment.ts';
import { parseJson } from './json.ts';
import type { Json } from '../core/json.ts';
import { bodyPartsMax, waitingMsMax } from './limits.ts';
import { createPace } from './pace.ts';
import { explainStatus } from './explain-status.ts';
import { limitedForMs, type RateLimit } from './rate-limit.ts';
import { isLimited, retryWait } from './retry.ts';
import { place, send, type Received, type Request } from './send.ts';

/** How a source may be asked. */
export type Manners = {
  /** Requests in flight at most. */
  readonly concurrency: number;
  /** Null is unlimited. */
  readonly requestsPerSecond: number | null;
  /** Per attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** Tries per request, the first included. */
  readonly attempts: number;
};

/** An answer with one of the statuses that were accepted; `body` is null unless the status is 200. */
export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly dateMs: number | null;
  readonly body: Json;
  readonly bytes: number;
};

/** All requests of one call: one bound, one pace and one budget of waiting. */
export type Client = {
  /**
   * Resolves with status 200 or one of `accepted`. Rejects with `AUTHENTICATION`, `SOURCE`, `CONTRACT` or
   * `LIMIT`, and with the reason of the request's signal once that aborts.
   */
  readonly get: (request: Omit<Request, 'form'>, accepted?: readonly number[]) => Promise<Answered>;
  /** The same for a form that is sent. It may be sent again, as a GET is. */
  readonly post: (request: Request & Required<Pick<Request, 'form'>>, accepted?: readonly number[]) => Promise<Answered>;
  /** Attempts sent so far. */
  readonly requests: () => number;
};

/**
 * `deadlineMs` is the moment, by the local clock, at which the call has to stop waiting; Infinity is never. What the API says
 * goes through `redact` before any of it is quoted.
 */
export function createClient(
  environment: Environment,
  manners: Manners,
  deadlineMs: number,
  redact: (text: string) => string,
  rateLimit?: RateLimit,
): Client {
  const limit = pLimit(manners.concurrency);
  const pace = createPace(environment, manners.requestsPerSecond);
  const waiting = createWaitingBudget(environment);
  let requests = 0;

  const attempt = (request: Request): Promise<Received> =>
    limit(async () => {
      const inTime = await pace.turn(deadlineMs, request.signal);
      request.signal.throwIfAborted();
      const timeLeftMs = deadlineMs - environment.now();
      if (!inTime || timeLeftMs <= 0) return { kind: 'broken', reason: 'the time of this call is up' };
      requests += 1;
      const received = await send(environment, request, Math.min(manners.timeoutMs, timeLeftMs));
      return received.kind === 'broken' ? received : { ...received, limitedForMs: limitedForMs(received, rateLimit, environment.now()) };
    });

  const exchange = async (request: Request, accepted: readonly number[] = []): Promise<Answered> => {
    for (let tried = 1; ; tried += 1) {
      const received = await attempt(request);
      if (received.kind === 'answer' && received.status === 200) {
        const { headers, dateMs, bytes } = received;
        return { status: 200, headers, dateMs, body: parseBody(request, received), bytes };
      }
      if (received.kind === 'answer' && accepted.includes(received.status)) {
        const { status, headers, dateMs, bytes } = received;
        return { status, headers, dateMs, body: null, bytes };
      }
      const waitMs = retryWait(received, tried, manners.attempts, environment.random(), environment.now());
      if (waitMs === null || environment.now() + waitMs >= deadlineMs || !waiting.spend(waitMs)) {
        throw explainStatus(request, received, tried, waitMs, redact);
      }
      if (isLimited(received)) pace.hold(waitMs);
      await environment.sleep(waitMs, request.signal);
    }
  };
  return { get: exchange, post: exchange, requests: () => requests };
}

/** One budget for all waiting of a call; requests that wait at the same time spend it once. */
function createWaitingBudget(environment: Environment): { spend: (ms: number) => boolean } {
  let leftMs = waitingMsMax;
  let paidUntilMs = 0;
  return {
    spend: (ms) => {
      const untilMs = environment.now() + ms;
      const costMs = Math.max(0, untilMs - Math.max(environment.now(), paidUntilMs));
      if (costMs > leftMs) return false;
      leftMs -= costMs;
      paidUntilMs = Math.max(paidUntilMs, untilMs);
      return true;
    },
  };
}

function parseBody({ url, form }: Request, { text, type }: Extract<Received, { kind: 'answer' }>): Json {
  if (countParts(text, bodyPartsMax) > bodyPartsMax) throw tooManyParts(url, text.length);
  try {
    return parseJson(text);
  } catch (error) {
    throw new Failure(
      'CONTRACT',
      {
        at: place(url, form === undefined ? 'GET' : 'POST'),
        expected: 'a body of JSON',
        came: `${error instanceof RangeError ? 'JSON nested too deeply' : kindOf(text)} of ${text.length} characters came (${type})`,
        action: 'See that baseUrl names the API itself, not a web page or a proxy before it.',
      },
      // The parser's own message quotes the body, which may hold anything.
      error instanceof RangeError ? { cause: error } : {},
    );
  }
}

function tooManyParts(url: URL, characters: number): Failure {
  return new Failure('LIMIT', {
    at: place(url),
    expected: `a body of at most ${bodyPartsMax} lists, objects and fields`,
    came: `one with more came, of ${characters} characters`,
    action: 'Ask for fewer rows a page (pageSize).',
  });
}

function kindOf(text: string): string {
  if (/^\s*$/.test(text)) return 'an empty text';
  if (/^\s*</.test(text)) return 'a page of HTML or XML';
  return /^\s*[[{]/.test(text) ? 'JSON that is cut off or malformed' : 'a text';
}
