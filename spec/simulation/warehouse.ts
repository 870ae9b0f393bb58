import type { JsonObject } from '../../src/core/json.ts';
import type { Answer } from '../../src/protocol/answer.ts';

/** The warehouse as a model: per table its live rows by the text of their key. */
export type Warehouse = Map<string, Map<string, JsonObject>>;

/** Applies an answer as Fivetran would: rows of a table without a declared key are appended, others replaced. */
export function load(warehouse: Warehouse, answer: Pick<Answer, 'insert' | 'delete' | 'schema' | 'softDelete'>): void {
  // Fivetran marks what was synced before, and then applies the answer's own rows.
  for (const table of answer.softDelete ?? []) warehouse.delete(table);
  for (const [table, rows] of Object.entries(answer.delete)) {
    for (const row of rows) tableOf(warehouse, table).delete(keyText(answer, table, row));
  }
  for (const [table, rows] of Object.entries(answer.insert)) {
    const live = tableOf(warehouse, table);
    for (const row of rows) {
      const key = keyText(answer, table, row);
      live.set(key === '[]' ? `row ${live.size}` : key, row);
    }
  }
}

export function tableOf(warehouse: Warehouse, table: string): Map<string, JsonObject> {
  const known = warehouse.get(table);
  if (known !== undefined) return known;
  const fresh = new Map<string, JsonObject>();
  warehouse.set(table, fresh);
  return fresh;
}

/** The live rows in an order that does not depend on how they came. */
export function contentsOf(warehouse: Warehouse): unknown {
  return Object.fromEntries(
    [...warehouse]
      .filter(([, rows]) => rows.size > 0)
      .map(([table, rows]) => [table, Object.fromEntries([...rows].sort(([one], [other]) => (one < other ? -1 : 1)))]),
  );
}

function keyText({ schema }: Pick<Answer, 'schema'>, table: string, row: JsonObject): string {
  return JSON.stringify((schema[table]?.primary_key ?? []).map((column) => row[column]));
}
