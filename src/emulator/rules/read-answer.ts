import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { BrokenRule } from './broken-rule.ts';

/** An answer whose fields have the right shapes. Fields that were left out are empty. */
export type ReadAnswer = {
  readonly state: JsonObject;
  readonly insert: Rows;
  readonly delete: Rows;
  readonly schema: { readonly [table: string]: { readonly primary_key: readonly string[] } };
  readonly softDelete: readonly string[];
  readonly hasMore: boolean;
  /** What was accepted only because the reader was lenient. */
  readonly warnings: readonly string[];
};

export type Rows = { readonly [table: string]: readonly JsonObject[] };

const fields = ['state', 'insert', 'delete', 'schema', 'hasMore', 'softDelete'];

/** Reads an answer's fields. Throws `BrokenRule` for the first that has another shape. */
export function readAnswer(json: Json, { lenient }: { readonly lenient: boolean }): ReadAnswer {
  if (!isJsonObject(json)) throw new BrokenRule('answer-is-an-object', `the answer is ${kindOf(json)}`);
  const answer: JsonObject = json;
  const unknown = Object.keys(answer).find((name) => !fields.includes(name));
  if (unknown !== undefined) throw new BrokenRule('fields-are-known', `the answer has a field '${unknown}'`);
  if (!isJsonObject(answer['state'])) throw new BrokenRule('state-is-an-object', `state is ${kindOf(answer['state'])}`);
  const { hasMore, warnings } = readHasMore(answer['hasMore'], lenient);
  return {
    state: answer['state'],
    insert: readRows(answer['insert'], 'insert'),
    delete: readRows(answer['delete'], 'delete'),
    schema: readSchema(answer['schema']),
    softDelete: readSoftDelete(answer['softDelete']),
    hasMore,
    warnings,
  };
}

function readHasMore(json: Json | undefined, lenient: boolean): { hasMore: boolean; warnings: readonly string[] } {
  if (typeof json === 'boolean') return { hasMore: json, warnings: [] };
  if (lenient && (json === 'true' || json === 'false')) {
    return { hasMore: json === 'true', warnings: [`hasMore was the text '${json}': send the boolean ${json}`] };
  }
  throw new BrokenRule('hasMore-is-boolean', `hasMore is ${typeof json === 'string' ? `the text '${json.slice(0, 40)}'` : kindOf(json)}`);
}

function readRows(json: Json | undefined, field: 'insert' | 'delete'): Rows {
  if (json === undefined) return {};
  if (!isJsonObject(json)) throw new BrokenRule('rows-are-objects', `${field} is ${kindOf(json)}`);
  for (const [table, rows] of Object.entries(json)) {
    if (!isList(rows)) throw new BrokenRule('rows-are-objects', `${field}.${table} is ${kindOf(rows)}`);
    const nth = rows.findIndex((row) => !isJsonObject(row));
    if (nth >= 0) throw new BrokenRule('rows-are-objects', `${field}.${table}[${nth}] is ${kindOf(rows[nth])}`);
  }
  return json as Rows;
}

function readSchema(json: Json | undefined): ReadAnswer['schema'] {
  if (json === undefined) return {};
  if (!isJsonObject(json)) throw new BrokenRule('key-is-declared', `schema is ${kindOf(json)}`);
  for (const [table, declared] of Object.entries(json)) {
    const key: Json | undefined = isJsonObject(declared) ? declared['primary_key'] : undefined;
    const named = Array.isArray(key) && key.every((column) => typeof column === 'string' && column !== '');
    if (!named) throw new BrokenRule('key-is-declared', `schema.${table} has no list of names as its primary_key`);
    if (new Set(key).size < key.length) throw new BrokenRule('key-is-declared', `schema.${table} names a column twice`);
  }
  return json as ReadAnswer['schema'];
}

function readSoftDelete(json: Json | undefined): readonly string[] {
  if (json === undefined) return [];
  if (isList(json) && json.every((table) => typeof table === 'string')) return json;
  throw new BrokenRule('softDelete-is-a-list', `softDelete is ${Array.isArray(json) ? 'a list of other things' : kindOf(json)}`);
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function kindOf(json: Json | undefined): string {
  if (json === undefined) return 'missing';
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'a list';
  return typeof json === 'object' ? 'an object' : `a ${typeof json}`;
}
