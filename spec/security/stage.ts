import type { Environment } from '../../src/edge/environment.ts';
import { answerBytesMax, storedBytesMax } from '../../src/edge/limits.ts';
import type { StoredObject } from '../../src/protocol/event.ts';
import { simulatedResponse } from '../simulation/system/simulated-response.ts';

/** What the API does with a request. */
export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'hang' }
  /** As loan-api.yaml has it: one application with one applicant. */
  | { readonly kind: 'good' };

/** An environment without a network, where no time passes but what requests and waits take. */
export type Stage = {
  readonly environment: Environment;
  /** Each line of the log, as it is printed. */
  readonly lines: string[];
  readonly stored: { readonly object: StoredObject; readonly body: string }[];
  readonly requests: () => number;
};

/** How long a request takes, in milliseconds. */
const requestMs = 10;

/** The API answers with each reply in turn, and begins again behind the last. `putFails` is what S3 says, or null. */
export function createStage(replies: readonly [Reply, ...Reply[]], putFails: string | null = null): Stage {
  let now = Date.UTC(2026, 10, 23);
  let requests = 0;
  const lines: string[] = [];
  const stored: Stage['stored'] = [];
  const timers = new Set<{ readonly at: number; readonly controller: AbortController }>();
  const pass = (ms: number): void => {
    now += ms;
    for (const timer of timers) {
      if (timer.at > now) continue;
      timers.delete(timer);
      timer.controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }
  };
  const environment: Environment = {
    now: () => now,
    random: () => 0.5,
    sleep: (ms) => {
      pass(ms);
      return Promise.resolve();
    },
    timeout: (ms) => {
      const controller = new AbortController();
      timers.add({ at: now + ms, controller });
      return controller.signal;
    },
    fetch: async (url, { signal }) => {
      const reply = replies[requests % replies.length] ?? replies[0];
      requests += 1;
      // Long enough for everything that waits for an answer.
      pass(reply.kind === 'hang' ? 1_000_000 : requestMs);
      await Promise.resolve();
      signal.throwIfAborted();
      return respond(reply, url, now);
    },
    putObject: async (object, body) => {
      await Promise.resolve();
      if (putFails !== null) throw Object.assign(new Error(putFails), { name: putFails, $metadata: { httpStatusCode: 403 } });
      stored.push({ object, body: new TextDecoder().decode(body) });
    },
    answerBytesMax,
    storedBytesMax,
    log: (line) => lines.push(JSON.stringify(line)),
  };
  return { environment, lines, stored, requests: () => requests };
}

function respond(reply: Reply, url: URL, now: number): Response {
  switch (reply.kind) {
    case 'answer':
      return response(reply.status, reply.headers, reply.body, now);
    case 'broken':
      throw new TypeError('fetch failed', { cause: new Error(reply.message) });
    case 'hang':
      throw new Error('a request that hangs is given up before it is answered');
    case 'good':
      return response(200, {}, JSON.stringify(url.pathname.endsWith('/applicants') ? applicants : listOf(url)), now);
  }
}

function response(status: number, headers: Readonly<Record<string, string>>, text: string, now: number): Response {
  const bytes = new TextEncoder().encode(text);
  const given = { 'content-type': 'application/json', date: new Date(now).toUTCString(), 'content-length': String(bytes.length), ...headers };
  return simulatedResponse({ status, headers: given }, () => Promise.resolve(bytes));
}

const applicants = { data: [{ id: 'p1', name: 'P', role: 'main', income: 1 }] };

function listOf({ pathname }: URL): object {
  const at = '2026-01-01T00:00:00Z';
  const deleted = { id: 'd1', deleted_at: at, applicant_ids: [] };
  const listed = {
    ...{ id: 'a1', created_at: at, updated_at: at, status: 'draft', amount: 1, currency: 'EUR', term_months: 1, reference: 1 },
    ...{ advisor: { id: 'v1', name: 'V' }, removed_applicant_ids: [] },
  };
  return { data: [pathname.endsWith('/deleted') ? deleted : listed], page: { total: 1 } };
}
