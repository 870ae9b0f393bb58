import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { parseJson } from '../edge/json.ts';
import { BrokenRule } from './rules/broken-rule.ts';

/**
 * What an answer and its object in S3 come to together: one answer with its rows, of which nothing was checked yet. `text`
 * is the object; null where there is none. Throws `BrokenRule` for either where the rows are not where they belong.
 */
export function withStoredRows(json: Json, file: string, text: string | null): JsonObject {
  if (!isJsonObject(json)) throw new BrokenRule('answer-is-an-object', 'the answer is another kind of JSON');
  const beside = ['insert', 'delete'].find((name) => Object.hasOwn(json, name));
  if (beside !== undefined) throw new BrokenRule('object-holds-the-rows', `the answer beside the object ${file} has ${beside}`);
  if (text === null) throw new BrokenRule('object-is-stored', `there is no object ${file}`);
  const stored = parse(text);
  if (!isJsonObject(stored)) throw new BrokenRule('object-holds-the-rows', `object ${file} is no JSON object: ${text.length} characters`);
  const stray = Object.keys(stored).find((name) => name !== 'insert' && name !== 'delete');
  if (stray !== undefined) throw new BrokenRule('object-holds-the-rows', `object ${file} has a field '${stray}'`);
  return { ...json, ...stored };
}

function parse(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
