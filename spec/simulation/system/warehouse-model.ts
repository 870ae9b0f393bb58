import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { ReadAnswer } from '../../../src/emulator/rules/read-answer.ts';

/** A row of the warehouse, and the call whose answer touched it last. */
export type StoredRow = { readonly row: JsonObject; readonly deleted: boolean; readonly call: number };

/** The rows of a table by their keys. */
export type StoredTable = Map<string, StoredRow>;

/**
 * The warehouse as Fivetran documents it, in memory: an upsert replaces the whole row, a delete marks a row that is
 * there, `softDelete` marks all rows that are there before the answer's own come in.
 */
export class WarehouseModel {
  readonly tables = new Map<string, StoredTable>();

  table(name: string): StoredTable {
    const known = this.tables.get(name) ?? new Map<string, StoredRow>();
    this.tables.set(name, known);
    return known;
  }

  load({ insert, delete: deleted, schema, softDelete }: Pick<ReadAnswer, 'insert' | 'delete' | 'schema' | 'softDelete'>, call: number): void {
    for (const name of softDelete) {
      const table = this.table(name);
      for (const [key, { row }] of table) table.set(key, { row, deleted: true, call });
    }
    for (const [name, rows] of Object.entries(deleted)) {
      const table = this.table(name);
      for (const row of rows) {
        const key = keyOf(row, schema[name]?.primary_key ?? []);
        const stored = table.get(key);
        if (stored !== undefined) table.set(key, { row: stored.row, deleted: true, call });
      }
    }
    for (const [name, rows] of Object.entries(insert)) {
      const table = this.table(name);
      for (const row of rows) table.set(keyOf(row, schema[name]?.primary_key ?? []), { row, deleted: false, call });
    }
  }

  clear(): void {
    this.tables.clear();
  }
}

/** One text per key. */
export function keyOf(row: JsonObject, columns: readonly string[]): string {
  return printKey(columns.map((column) => row[column] ?? null));
}

export function printKey(values: readonly Json[]): string {
  return JSON.stringify(values);
}
