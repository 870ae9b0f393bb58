import type { DuckDBConnection } from '@duckdb/node-api';
import { readCatalog } from './catalog.ts';
import { quoteText, tableIdentifier, warehouseDatabase } from './identifier.ts';
import { ownTable } from './own-schema.ts';
import { systemColumn } from './system-columns.ts';
import type { Table } from './table.ts';

/** A data table in short. */
export type TableSummary = {
  readonly table: string;
  readonly primaryKey: readonly string[];
  /** In the table's own order, Fivetran's columns included. A type of null: only nulls so far, so no type yet. */
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
  /** Rows that are not marked as deleted. */
  readonly rows: number;
  readonly deletedRows: number;
  /** When an answer last touched it, ISO 8601 in UTC. */
  readonly lastSynced: string;
};

/** All data tables, by name. */
export async function summarizeTables(connection: DuckDBConnection): Promise<TableSummary[]> {
  const catalog = await readCatalog(connection);
  const reader = await connection.runAndReadAll(`SELECT table_name, epoch_ms(last_synced) FROM ${ownTable.tables} ORDER BY table_name`);
  const summaries: TableSummary[] = [];
  for (const [name, syncedMs] of reader.getRows()) {
    const table = catalog.get(String(name));
    if (table === undefined) continue;
    const { live, deleted } = await countRows(connection, table);
    summaries.push({
      table: table.name,
      primaryKey: table.primaryKey,
      columns: await columnsIn(connection, table),
      rows: live,
      deletedRows: deleted,
      lastSynced: new Date(Number(syncedMs)).toISOString(),
    });
  }
  return summaries;
}

async function countRows(connection: DuckDBConnection, table: Table): Promise<{ live: number; deleted: number }> {
  const deleted = table.primaryKey.length > 0 ? `count(*) FILTER (${systemColumn.deleted})` : '0';
  const reader = await connection.runAndReadAll(`SELECT count(*), ${deleted} FROM ${tableIdentifier(table.name)}`);
  const [all, marked] = reader.getRows()[0] ?? [];
  return { live: Number(all) - Number(marked), deleted: Number(marked) };
}

async function columnsIn(connection: DuckDBConnection, table: Table): Promise<TableSummary['columns']> {
  const reader = await connection.runAndReadAll(`
    SELECT column_name, data_type FROM duckdb_columns()
    WHERE database_name = '${warehouseDatabase}' AND schema_name = 'main' AND table_name = ${quoteText(table.name)} ORDER BY column_index
  `);
  return reader.getRows().map(([name, type]) => ({
    name: String(name),
    type: table.columns.get(String(name))?.kind === 'none' ? null : String(type),
  }));
}
