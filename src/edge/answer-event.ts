import { connector } from '../core/connector.ts';
import { Failure } from '../core/failure.ts';
import { parseInstant, type Instant } from '../core/instant.ts';
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
import { redactAll, redactor } from './redact.ts';
import { storingMsMax, storingTimePart } from './limits.ts';
import { readSettings, type Settings } from './settings.ts';
import { secretsIn } from './secrets-in.ts';
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
  // Nothing of the event is shown before all that may be secret in it is known.
  const secrets = secretsIn(json);
  let redact = redactor(secrets);
  const log: Environment['log'] = (line) => {
    environment.log(redactAll(line, redact) as Readonly<Record<string, unknown>>);
  };
  try {
    const event = parseEvent(json);
    ({ syncId } = event);
    const settings = readSettings(source, event);
    // Where the API is may be shown; whatever else came as a secret may not.
    const credentials = [...settings.access.credentials, ...secrets.filter((text) => URL.parse(text)?.href !== settings.access.baseUrl.href)];
    redact = redactor(credentials);
    const learn = (credential: string): void => {
      credentials.push(credential);
      redact = redactor(credentials);
    };
    const { answer, facts } = await answerWith(source, settings, event, environment, beganMs + timeLeftMs, over.signal, { learn, redact: (text) => redact(text) });
    refuseSecrets(answer, redact, Object.keys(source.catalog.streams));
    const line = {
      level: 'info',
      sync_id: syncId,
      source: source.catalog.source,
      streams: settings.streams,
      ...facts,
      milliseconds: environment.now() - beganMs,
      hasMore: answer.hasMore,
    };
    log(line);
    return answer;
  } catch (error) {
    const failure = failureOfCall(error, syncId, redact);
    log({
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

/** What must never be shown: how to learn of one more, and how to strike them all out. */
type Secrets = { readonly learn: (credential: string) => void; readonly redact: (text: string) => string };

async function answerWith(
  source: Source,
  settings: Settings,
  event: Event,
  environment: Environment,
  deadlineMs: number,
  signal: AbortSignal,
  { learn, redact }: Secrets,
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
  const plain = createClient(environment, settings.manners, deadlineMs, redact, source.rateLimit);
  const client = exchange === undefined ? plain : withToken(plain, exchange, environment, signal, learn);
  const fetchPage = pageFetcher(source, settings.access, client);
  if (event.setupTest) {
    const answer = await setupTest(rules, event, fetchPage, environment.now() as Instant, signal);
    return { answer, facts: { setup_test: true, requests: client.requests(), rows: 0 } };
  }
  const readsAhead = (stream: string): boolean => source.endpoints[stream]?.children === undefined;
  if (event.object !== null) {
    // F4: a call that read until its last moment could never store what it read.
    const timeLeftMs = deadlineMs - environment.now();
    const storingMs = Math.min(storingMsMax, timeLeftMs * storingTimePart);
    const budget = { deadlineMs: deadlineMs - storingMs, answerBytesMax: environment.storedBytesMax, readsAhead };
    const { result, report } = await call(rules, event, fetchPage, environment, budget, createStoredBatch);
    await storeRows(environment, event.object, result.body, deadlineMs, signal);
    return { answer: result.answer, facts: { ...report, requests: client.requests(), rows: result.rows, stored: true } };
  }
  const budget = { deadlineMs, answerBytesMax: environment.answerBytesMax, readsAhead };
  const { result: answer, report } = await call(rules, event, fetchPage, environment, budget, createBatch);
  return { answer, facts: { ...report, requests: client.requests(), rows: countRows(answer) } };
}

/** Fivetran shows a state to whoever may see the connection. One that an operator wrote may hold anything. */
function refuseSecrets({ state }: Pick<Answer, 'state'>, redact: (text: string) => string, streams: readonly string[]): void {
  // A setting among the secrets may be a day, or be called like a stream: a state that a sync returned is never refused for it.
  const ours = (text: string): boolean => streams.includes(text) || parseInstant(text) !== null;
  const shows = showsSecret(state, (text) => (ours(text) ? text : redact(text)));
  if (shows === false) return;
  throw new Failure('STATE', {
    at: 'state',
    expected: shows === null ? 'a state that a sync returned' : 'no secret of this connection in it',
    came: shows === null ? 'it is nested too deeply to be printed' : 'one stands there',
    action: 'Set the state back to one that a sync returned.',
  });
}

/** Null where the value is too deep to tell, and to be printed. */
function showsSecret(value: unknown, redact: (text: string) => string): boolean | null {
  try {
    return JSON.stringify(redactAll(value, redact)) !== JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
