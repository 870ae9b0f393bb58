import type { DuckDBConnection } from '@duckdb/node-api';
import { saveTable } from './catalog.ts';
import { noType, typeOfColumn, widen, type ColumnType } from './column-type.ts';
import { columnsOf, type Columns } from './columns.ts';
import { prepareTable, type WidenedColumn } from './prepare-table.ts';
import { appendRows, markAllDeleted, markDeleted, upsertRows } from './store-rows.ts';
import type { Table } from './table.ts';
import type { TouchedTable } from './touched-table.ts';
import { WarehouseError } from './warehouse-error.ts';

/** What one answer did to one table. */
export type TableReport = {
  /** The table's name in the warehouse. */
  readonly table: string;
  readonly rowsInserted: number;
  /** Rows that were there and are now marked as deleted, one by one. */
  readonly rowsDeleted: number;
  /** Live rows that `softDelete` marked, before the answer's own rows came in. */
  readonly rowsSoftDeleted: number;
  readonly created: boolean;
  readonly columnsAdded: readonly string[];
  readonly columnsWidened: readonly WidenedColumn[];
};

/**
 * Stores what an answer says about one table, in the transaction under way: `softDelete` first, then deletes, then
 * inserts. Returns undefined for a table that nobody ever declared or filled: it has no rows that could be marked.
 */
export async function loadTable(
  connection: DuckDBConnection,
  known: Table | undefined,
  touched: TouchedTable,
  call: number,
  at: string,
): Promise<TableReport | undefined> {
  const undeclared = known === undefined && touched.primaryKey === undefined;
  if (undeclared && touched.insert.length === 0 && touched.delete.length === 0) return undefined;
  const primaryKey = agreedKey(known, touched);
  const inserted = columnsOf(touched.name, touched.insert);
  const deleted = keysOnly(columnsOf(touched.name, touched.delete), primaryKey);
  const wanted = { name: touched.name, primaryKey, columns: typesOf(inserted, deleted) };
  const { table, statements, columnsAdded, columnsWidened } = prepareTable(known, wanted);
  for (const statement of statements) await connection.run(statement);
  const rowsSoftDeleted = touched.softDelete ? await markAllDeleted(connection, table, at) : 0;
  const rowsDeleted = deleted.rowCount > 0 ? await markDeleted(connection, table, deleted, at) : 0;
  if (inserted.rowCount > 0 && primaryKey.length > 0) await upsertRows(connection, table, inserted, at);
  if (inserted.rowCount > 0 && primaryKey.length === 0) await appendRows(connection, table, inserted, call, at);
  await saveTable(connection, table, at);
  return {
    table: table.name,
    rowsInserted: inserted.rowCount,
    rowsDeleted,
    rowsSoftDeleted,
    created: known === undefined,
    columnsAdded,
    columnsWidened,
  };
}

/** The key a table has for ever: the first declared, or none. Deletes can't do without one. */
function agreedKey(known: Table | undefined, touched: TouchedTable): readonly string[] {
  const key = touched.primaryKey ?? known?.primaryKey ?? [];
  if (known !== undefined && !sameMembers(known.primaryKey, key)) {
    throw new WarehouseError(
      'answer',
      `the key of table "${touched.name}" was ${printKey(known.primaryKey)} and is now ${printKey(key)}: a key can't change; reset the table`,
    );
  }
  if (key.length === 0 && (touched.delete.length > 0 || touched.softDelete)) {
    throw new WarehouseError('answer', `table "${touched.name}" has no primary key, so nothing in it can be deleted: declare one in schema`);
  }
  return known?.primaryKey ?? key;
}

function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}

function printKey(key: readonly string[]): string {
  return key.length === 0 ? 'none' : `[${key.join(', ')}]`;
}

function keysOnly(columns: Columns, primaryKey: readonly string[]): Columns {
  return { rowCount: columns.rowCount, values: new Map([...columns.values].filter(([name]) => primaryKey.includes(name))) };
}

function typesOf(inserted: Columns, deleted: Columns): Map<string, ColumnType> {
  const types = new Map<string, ColumnType>();
  for (const columns of [inserted, deleted]) {
    for (const [name, values] of columns.values) types.set(name, widen(types.get(name) ?? noType, typeOfColumn(values)));
  }
  return types;
}
