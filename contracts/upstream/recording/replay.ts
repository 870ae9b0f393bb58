import nock from 'nock';
import { createClock } from '../clock.ts';
import { compareRecordings } from './compare.ts';
import type { Exchange } from './exchange.ts';
import { createRecorder, unanswered } from './recorder.ts';
import { recordedOrigin, type RecordedCall, type Recording } from './recording.ts';
import { runSync } from './run-sync.ts';
import { stripper } from './strip.ts';

const token = 'token-of-the-replay';
const strip = stripper([token]);

/**
 * Drives the connector from a recording alone: nock answers each call with what was recorded for it, once each and nothing
 * else. Returns what was not as recorded, in words: an exchange that is unknown, one that is not used, an answer that
 * differs. It ends with the first call that asks for something unknown.
 */
export async function replay(recorded: Recording): Promise<string[]> {
  const recorder = createRecorder((url, init) => fetch(url, init), strip);
  const calls: RecordedCall[] = [];
  const keep = (answer: string): void => {
    calls.push({ exchanges: recorder.take(), answer });
  };
  const lost = (): boolean => calls.some(({ exchanges }) => exchanges.some(({ answer }) => answer.status === unanswered.status));
  let failure: string[] = [];
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  // Other servers of the same process, Pact's among them, stay within reach.
  nock.enableNetConnect('127.0.0.1');
  try {
    await runSync(recorded.opening, {
      connection: { baseUrl: recordedOrigin, apiToken: token },
      clock: createClock(Date.parse(recorded.opening.began)),
      fetch: recorder.fetch,
      beforeCall: (nth) => {
        nock.cleanAll();
        for (const exchange of recorded.calls[nth - 1]?.exchanges ?? []) serve(exchange);
        return !lost();
      },
      afterCall: keep,
    });
  } catch (error) {
    keep(recorded.calls[calls.length]?.answer ?? '');
    failure = [error instanceof Error ? error.message : String(error)];
  } finally {
    nock.cleanAll();
    nock.enableNetConnect();
    nock.restore();
  }
  const asFar = lost() ? { ...recorded, calls: recorded.calls.slice(0, calls.length) } : recorded;
  return [...new Set(compareRecordings(asFar, { opening: recorded.opening, calls })), ...failure];
}

function serve({ request, answer }: Exchange): void {
  const { origin, pathname, searchParams } = new URL(request.url);
  const interceptor = nock(origin).intercept(pathname, request.method).query(searchParams);
  for (const [name, value] of Object.entries(request.headers)) {
    interceptor.matchHeader(name, (sent) => strip({ request: { ...request, headers: { [name]: sent } }, answer }).request.headers[name] === value);
  }
  // As text, since nock prints anything else anew.
  interceptor.reply(answer.status, answer.body, { ...answer.headers });
}
