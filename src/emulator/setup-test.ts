import { isJsonObject, type JsonObject } from '../core/json.ts';
import { countRows } from '../protocol/answer.ts';
import { buildEvent, type ConnectionSetup } from './build-event.ts';
import { receiveAnswer, type ReceivedAnswer } from './call-function.ts';
import type { Invoke } from './invoke.ts';
import { BrokenRule } from './rules/broken-rule.ts';
import { setupTestBytesMax, setupTestMsMax } from './rules/limits.ts';
import { readAnswer, type ReadAnswer } from './rules/read-answer.ts';

/** A function, and the connection that is about to be saved. */
export type SetupTestRequest = {
  readonly invoke: Invoke;
  readonly setup: ConnectionSetup;
  readonly syncId: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after so many milliseconds; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** What a setup test that passed has shown. */
export type SetupTestReport = {
  readonly milliseconds: number;
  /** Of the answer, in UTF-8. */
  readonly bytes: number;
  /** The tables that the answer declares; none where it declares nothing. */
  readonly schema: ReadAnswer['schema'];
  /** What Fivetran lets pass and yet is odd: nothing documents what a setup test is to be answered with. */
  readonly remarks: readonly string[];
};

/**
 * Plays the test that Fivetran makes when a connection is saved. Throws `FunctionError`, or `BrokenRule` for an
 * answer that is too late, too large or no object. Nothing of the answer is stored.
 */
export async function runSetupTest({ invoke, setup, syncId, now, sleep }: SetupTestRequest): Promise<SetupTestReport> {
  const event = buildEvent(setup, { state: {}, syncId, setupTest: true });
  const beganMs = now();
  const { json, bytes } = await inTime(receiveAnswer(invoke, event, setupTestBytesMax, 'setup-test-answer-fits'), sleep);
  const milliseconds = now() - beganMs;
  if (milliseconds > setupTestMsMax) throw tooLate(`the answer came after ${Math.round(milliseconds / 1_000)} seconds`);
  if (!isJsonObject(json)) throw new BrokenRule('answer-is-an-object', 'the answer to the setup test is another kind of JSON');
  return { milliseconds, bytes, ...remarksOn(json) };
}

/** A function that never answers must not hold the test for ever. */
async function inTime(answering: Promise<ReceivedAnswer>, sleep: SetupTestRequest['sleep']): Promise<ReceivedAnswer> {
  const over = new AbortController();
  const late = sleep(setupTestMsMax, over.signal).then(
    () => Promise.reject(tooLate(`no answer came within ${setupTestMsMax / 1_000} seconds`)),
    // Aborted, because the answer came first.
    () => answering,
  );
  try {
    return await Promise.race([answering, late]);
  } finally {
    over.abort();
  }
}

function tooLate(seen: string): BrokenRule {
  return new BrokenRule('setup-test-ends-within-five-minutes', seen);
}

function remarksOn(json: JsonObject): Pick<SetupTestReport, 'schema' | 'remarks'> {
  try {
    const { schema, state, hasMore, ...changes } = readAnswer(json, { lenient: true });
    const rows = countRows(changes);
    const remarks = [
      ...(rows > 0 ? [`it carries ${rows} rows, which a setup test does not store`] : []),
      ...(hasMore ? ['it says hasMore: true, but a setup test is one call'] : []),
      ...(Object.keys(state).length > 0 ? ['its state is another one than it was given'] : []),
    ];
    return { schema, remarks };
  } catch (error) {
    if (!(error instanceof BrokenRule)) throw error;
    return { schema: {}, remarks: [`the answer of a sync may not look so (${error.rule}): ${error.seen}`] };
  }
}
