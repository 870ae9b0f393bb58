import { Failure } from '../../src/core/failure.ts';
import type { Environment } from '../../src/edge/environment.ts';
import { answerBytesMax } from '../../src/edge/limits.ts';
import { createHandler, type Handler } from '../../src/hosts/lambda.ts';
import type { HostileCase } from './hostile-cases.ts';
import { createStage } from './stage.ts';

const codes: readonly string[] = ['SETTINGS', 'AUTHENTICATION', 'SOURCE', 'CONTRACT', 'STATE', 'LIMIT'];

/** No text of a message is longer than its parts may be together. */
const messageCharactersMax = 4_000;

/** Nothing here waits for anything but turns of the event loop; a call that needs more does not end. */
const turnsMax = 20_000;

/** How a call ended: `answer`, the code of an error, or a sentence that says what is wrong with it. */
export type Ending = { readonly kind: 'answer' | 'error'; readonly what: string } | { readonly kind: 'fault'; readonly what: string };

/** Calls the handler with an event, as Lambda does: the event and the answer cross as text. */
export async function fuzzEvent({ event, replies, timeMs }: HostileCase, create: CreateHandler = rightHandler): Promise<Ending> {
  const stage = createStage(replies);
  const handler = create(stage.environment);
  const end = stage.environment.now() + timeMs;
  const ended = await settle(handler(JSON.parse(event), { getRemainingTimeInMillis: () => Math.max(0, end - stage.environment.now()) }));
  if (ended === null) return { kind: 'fault', what: 'the call does not end' };
  if (stage.lines.length !== 1) return { kind: 'fault', what: `it wrote ${stage.lines.length} lines of log` };
  return 'error' in ended ? judgeError(ended.error) : judgeAnswer(ended.answer, stage.stored.length);
}

type CreateHandler = (environment: Environment) => Handler;

function rightHandler(environment: Environment): Handler {
  return createHandler('loans', environment);
}

type Settled = { readonly answer: unknown } | { readonly error: unknown };

async function settle(call: Promise<unknown>): Promise<Settled | null> {
  const over: { settled: Settled | null } = { settled: null };
  call.then(
    (answer) => (over.settled = { answer }),
    (error: unknown) => (over.settled = { error }),
  );
  for (let turn = 0; turn < turnsMax && over.settled === null; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return over.settled;
}

function judgeError(error: unknown): Ending {
  if (!(error instanceof Failure)) return { kind: 'fault', what: `it threw ${String(error)}` };
  if (!codes.includes(error.code) || error.name !== error.code) return { kind: 'fault', what: `it failed with ${error.stack ?? error.message}` };
  if (error.message.length > messageCharactersMax) return { kind: 'fault', what: `its message has ${error.message.length} characters` };
  return { kind: 'error', what: error.code };
}

function judgeAnswer(answer: unknown, stored: number): Ending {
  const text = JSON.stringify(answer);
  if (Buffer.byteLength(text) > answerBytesMax) return { kind: 'fault', what: 'its answer is too large' };
  const fields: unknown = JSON.parse(text);
  if (typeof fields !== 'object' || fields === null) return { kind: 'fault', what: `it answered ${text.slice(0, 100)}` };
  const names = Object.keys(fields).join(' ');
  const expected = stored === 0 ? 'state insert delete schema hasMore' : 'state schema hasMore';
  if (names !== expected) return { kind: 'fault', what: `its answer has ${names}` };
  return typeof Reflect.get(fields, 'hasMore') === 'boolean' ? { kind: 'answer', what: 'answer' } : { kind: 'fault', what: 'hasMore is no boolean' };
}
