import type { Json } from '../../core/json.ts';
import type { Columns } from './columns.ts';
import { storedText } from './stored-text.ts';
import type { Table } from './table.ts';
import { WarehouseError } from './warehouse-error.ts';

/** Throws where a row has null or nothing in a key column: SQL would never find it again. */
export function refuseMissingKeys(table: Table, rows: Columns): void {
  for (const column of table.primaryKey) {
    const values = rows.values.get(column) ?? [undefined];
    const row = values.findIndex((value) => value === null || value === undefined);
    if (row >= 0) throw new WarehouseError('answer', `row ${String(row)} of table "${table.name}" has no value in its key column "${column}"`);
  }
}

/** Throws where two rows have the same key as the warehouse stores it: both would stay, and neither could be replaced. */
export function refuseRepeatedKeys(table: Table, rows: Columns): void {
  const columns = table.primaryKey.map((column) => comparable(rows.values.get(column) ?? []));
  const [only] = columns;
  const keys = columns.length === 1 && only !== undefined ? only : Array.from({ length: rows.rowCount }, (_, row) => joinKey(columns, row));
  if (isAscending(keys)) return;
  const seen = new Set<string | number>();
  keys.forEach((key, row) => {
    if (seen.has(key)) {
      const shown = columns.map((values) => String(values[row])).join(', ');
      throw new WarehouseError('answer', `table "${table.name}" has the key ${shown} more than once in one answer`);
    }
    seen.add(key);
  });
}

/** Pages in the order of their key are common, and need no set to show that no key repeats. */
function isAscending(keys: readonly (string | number)[]): boolean {
  for (let row = 1; row < keys.length; row += 1) {
    const [before, key] = [keys[row - 1], keys[row]];
    if (before === undefined || key === undefined || before >= key) return false;
  }
  return true;
}

/** Values that are equal where they are stored equal: plain integers as they are, for speed, anything else by its stored text. */
function comparable(values: readonly (Json | undefined)[]): readonly (string | number)[] {
  return values.every(isSafeInteger) ? values : values.map((value) => storedText(value ?? '').toWellFormed());
}

function isSafeInteger(value: Json | undefined): value is number {
  return Number.isSafeInteger(value);
}

/** Each part carries its length, so that no two keys of several columns read the same. */
function joinKey(columns: readonly (readonly (string | number)[])[], row: number): string {
  return columns.map((values) => String(values[row])).map((part) => `${String(part.length)}:${part}`).join('');
}
