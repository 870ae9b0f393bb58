import { connector } from '../core/connector.ts';
import type { Instant } from '../core/instant.ts';
import { countRows, type Answer, type StoredAnswer } from '../protocol/answer.ts';
import { parseEvent, type Event } from '../protocol/event.ts';
import { withToken } from './access/with-token.ts';
import { createBatch } from './batch.ts';
import { call } from './call.ts';
import { createClient } from './client.ts';
import type { Environment } from './environment.ts';
import { failureOfCall } from './failure-of-call.ts';
import { pageFetcher } from './fetch-page.ts';
import { fingerprints } from './fingerprint.ts';
import { redactor } from './redact.ts';
import { storedBytesMax } from './limits.ts';
import { readSettings, type Settings } from './settings.ts';
import { setupTest } from './setup-test.ts';
import type { Source } from './source.ts';
import { storeRows } from './store-rows.ts';
import { createStoredBatch } from './stored-batch.ts';

/**
 * From Fivetran's event to its answer, within `timeLeftMs` milliseconds (Infinity is no limit), with one line in
 * the log. Rejects with a `Failure` that names the sync and shows no secret. Nothing outlives the call.
 */
export async function answerEvent(
  source: Source,
  json: unknown,
  environment: Environment,
  timeLeftMs: number,
): Promise<Answer | StoredAnswer> {
  const beganMs = environment.now();
  const over = new AbortController();
  let syncId: string | null = null;
  let redact = (text: string): string => text;
  try {
    const event = parseEvent(json);
    ({ syncId } = event);
    redact = redactor(Object.values(event.secrets).filter((value) => typeof value === 'string'));
    const settings = readSettings(source, event);
    const credentials = [...settings.access.credentials];
    redact = redactor(credentials);
    const learn = (credential: string): void => {
      credentials.push(credential);
      redact = redactor(credentials);
    };
    const { answer, facts } = await answerWith(source, settings, event, environment, beganMs + timeLeftMs, over.signal, learn);
    const line = {
      level: 'info',
      sync_id: syncId,
      source: source.catalog.source,
      streams: settings.streams,
      ...facts,
      milliseconds: environment.now() - beganMs,
      hasMore: answer.hasMore,
    };
    environment.log(line);
    return answer;
  } catch (error) {
    const failure = failureOfCall(error, syncId, redact);
    environment.log({
      level: 'error',
      sync_id: syncId,
      source: source.catalog.source,
      code: failure.code,
      message: failure.message,
      milliseconds: environment.now() - beganMs,
    });
    throw failure;
  } finally {
    over.abort();
  }
}

async function answerWith(
  source: Source,
  settings: Settings,
  event: Event,
  environment: Environment,
  deadlineMs: number,
  signal: AbortSignal,
  learn: (credential: string) => void,
): Promise<{ answer: Answer | StoredAnswer; facts: Readonly<Record<string, unknown>> }> {
  const rules = connector(source.catalog, {
    start: settings.start,
    settleMs: settings.settleMs,
    pageSize: event.setupTest ? 1 : settings.pageSize,
    streams: settings.streams,
    fingerprints: fingerprints(source, settings.access.baseUrl),
    // One more than may be in flight: it is asked for while the page before it is taken in.
    pagesAhead: settings.manners.concurrency,
  });
  const { exchange } = settings.access;
  const plain = createClient(environment, settings.manners, deadlineMs, source.rateLimit);
  const client = exchange === undefined ? plain : withToken(plain, exchange, environment, signal, learn);
  const fetchPage = pageFetcher(source, settings.access, client);
  if (event.setupTest) {
    const answer = await setupTest(rules, event, fetchPage, environment.now() as Instant, signal);
    return { answer, facts: { setup_test: true, requests: client.requests(), rows: 0 } };
  }
  const readsAhead = (stream: string): boolean => source.endpoints[stream]?.children === undefined;
  if (event.object !== null) {
    const budget = { deadlineMs, answerBytesMax: storedBytesMax, readsAhead };
    const { result, report } = await call(rules, event, fetchPage, environment, budget, createStoredBatch);
    await storeRows(environment, event.object, result.body);
    return { answer: result.answer, facts: { ...report, requests: client.requests(), rows: result.rows, stored: true } };
  }
  const budget = { deadlineMs, answerBytesMax: environment.answerBytesMax, readsAhead };
  const { result: answer, report } = await call(rules, event, fetchPage, environment, budget, createBatch);
  return { answer, facts: { ...report, requests: client.requests(), rows: countRows(answer) } };
}
