import { isJsonObject, type Json } from '../core/json.ts';
import { parseJson } from '../edge/json.ts';
import { FunctionError } from './function-error.ts';
import type { Invocation, Invoke } from './invoke.ts';
import { BrokenRule } from './rules/broken-rule.ts';
import { checkKeys, type KnownKeys } from './rules/check-keys.ts';
import { checkNames } from './rules/check-names.ts';
import { withStoredRows } from './read-stored.ts';
import { payloadBytesMax } from './rules/limits.ts';
import { readAnswer, type ReadAnswer } from './rules/read-answer.ts';
import type { RuleName } from './rules/rules.ts';

/** An answer that keeps every rule, and how large it was, its object counted where the rows went through S3. */
export type CheckedAnswer = { readonly answer: ReadAnswer; readonly bytes: number };

/** An answer as it came, nothing checked but that it is JSON, fits, and is not an error in disguise. */
export type ReceivedAnswer = { readonly json: Json; readonly bytes: number };

/**
 * Invokes a function and holds its answer to the rules. Throws `FunctionError` where it ended with an error, also
 * one that it returned, and `BrokenRule` where its answer breaks a rule.
 */
export async function callFunction(
  invoke: Invoke,
  event: string,
  known: KnownKeys,
  { lenient, stored = null }: { readonly lenient: boolean; readonly stored?: StoredRows | null },
): Promise<CheckedAnswer> {
  const received = await receiveAnswer(invoke, event, payloadBytesMax, 'answer-fits');
  const { json, bytes } = stored === null ? received : await withObject(received, stored);
  const answer = readAnswer(json, { lenient });
  checkNames(answer);
  checkKeys(answer, known);
  return { answer, bytes };
}

/** The object of a call, and how to read it; null where it is not there. */
export type StoredRows = { readonly file: string; readonly read: () => Promise<string | null> };

async function withObject({ json, bytes }: ReceivedAnswer, { file, read }: StoredRows): Promise<ReceivedAnswer> {
  const text = await read();
  return { json: withStoredRows(json, file, text), bytes: bytes + Buffer.byteLength(text ?? '') };
}

/** Invokes a function. Throws `FunctionError`, and `BrokenRule` for an answer that is larger than allowed or no JSON. */
export async function receiveAnswer(invoke: Invoke, event: string, bytesMax: number, rule: RuleName): Promise<ReceivedAnswer> {
  const text = textOf(await invoke(event));
  const bytes = Buffer.byteLength(text);
  if (bytes > bytesMax) throw new BrokenRule(rule, `the answer is ${bytes.toLocaleString('en')} bytes`);
  const json = parseAnswer(text);
  throwReturnedError(json);
  return { json, bytes };
}

function textOf(invocation: Invocation): string {
  if (invocation.kind === 'error') throw new FunctionError(invocation.errorType, invocation.errorMessage);
  return invocation.text;
}

function parseAnswer(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new BrokenRule('answer-is-an-object', `the answer is not JSON: ${text.length} characters`);
    throw error;
  }
}

/** An error may be returned instead of thrown: `{errorMessage, errorType?, stackTrace?}` and nothing else. */
function throwReturnedError(json: Json): void {
  if (!isJsonObject(json) || typeof json['errorMessage'] !== 'string') return;
  if (!Object.keys(json).every((name) => ['errorMessage', 'errorType', 'stackTrace'].includes(name))) return;
  throw new FunctionError(typeof json['errorType'] === 'string' ? json['errorType'] : 'Error', json['errorMessage']);
}
