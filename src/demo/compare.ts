import { isExactNumber, type Json, type JsonObject } from '../core/json.ts';
import { parseJson } from '../edge/json.ts';
import type { Warehouse } from '../emulator/warehouse/warehouse.ts';

/** One table of the source beside the same table in the warehouse. */
export type Comparison = {
  readonly table: string;
  /** Rows in the source. */
  readonly source: number;
  /** Rows in the warehouse that are not marked deleted. */
  readonly warehouse: number;
  readonly missing: number;
  readonly extra: number;
  readonly different: number;
  /** The first few keys at fault, and what is wrong with each. */
  readonly examples: readonly string[];
};

const examplesMax = 5;

/** Compares a table value by value. A column that the source leaves out counts as null. */
export async function compareTable(
  warehouse: Pick<Warehouse, 'rows'>,
  table: string,
  primaryKey: readonly string[],
  source: readonly JsonObject[],
): Promise<Comparison> {
  const expected = new Map(source.map((row) => [keyOf(primaryKey, row), row]));
  const counts = { warehouse: 0, extra: 0, different: 0 };
  const examples: string[] = [];
  const note = (key: string, problem: string): void => {
    if (examples.length < examplesMax) examples.push(`${table} ${key}: ${problem}`);
  };
  for await (const row of warehouse.rows(`SELECT * FROM "${table}" WHERE NOT _fivetran_deleted`)) {
    counts.warehouse += 1;
    const key = keyOf(primaryKey, row);
    const truth = expected.get(key);
    expected.delete(key);
    if (truth === undefined) {
      counts.extra += 1;
      note(key, 'in the warehouse alone');
      continue;
    }
    const column = [...new Set([...Object.keys(truth), ...Object.keys(row)])].find(
      (name) => !name.startsWith('_fivetran_') && !sameValue(truth[name] ?? null, row[name] ?? null),
    );
    if (column !== undefined) {
      counts.different += 1;
      note(key, `${column} is ${JSON.stringify(truth[column] ?? null)} in the source, ${row[column] ?? 'null'} in the warehouse`);
    }
  }
  for (const key of expected.keys()) note(key, 'in the source alone');
  return { table, source: source.length, ...counts, missing: expected.size, examples };
}

function keyOf(primaryKey: readonly string[], row: JsonObject | Readonly<Record<string, string | null>>): string {
  return JSON.stringify(primaryKey.map((column) => row[column]));
}

/** Whether the text that DuckDB prints is the source's value: numbers by value, JSON by its parts. */
function sameValue(truth: Json, text: string | null): boolean {
  if (truth === null || text === null) return truth === null && text === null;
  if (typeof truth === 'string') return truth === text;
  if (typeof truth === 'boolean') return String(truth) === text;
  if (typeof truth === 'number' || isExactNumber(truth)) return plainNumber(JSON.stringify(truth)) === plainNumber(text);
  return canonical(truth) === canonical(parseJson(text));
}

/** A decimal without the zeros that change nothing. */
function plainNumber(text: string): string {
  return text.includes('.') && !/e/i.test(text) ? text.replace(/\.?0+$/, '') : text;
}

function canonical(json: Json): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join()}]`;
  if (typeof json === 'number' || isExactNumber(json)) return plainNumber(JSON.stringify(json));
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const names = Object.keys(json).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical((json as JsonObject)[name] ?? null)}`).join()}}`;
}
