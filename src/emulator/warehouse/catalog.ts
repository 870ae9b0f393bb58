import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnType } from './column-type.ts';
import { ownTable } from './own-schema.ts';
import type { Table } from './table.ts';

/** The tables of the warehouse by name, as the last stored transaction left them. */
export async function readCatalog(connection: DuckDBConnection): Promise<Map<string, Table>> {
  const reader = await connection.runAndReadAll(`SELECT table_name, primary_key, columns FROM ${ownTable.tables}`);
  const tables = new Map<string, Table>();
  for (const [name, primaryKey, columns] of reader.getRows()) {
    tables.set(String(name), parseTable(String(name), String(primaryKey), String(columns)));
  }
  return tables;
}

/** Remembers a table, in the transaction under way. `syncedAt` is ISO 8601 in UTC. */
export async function saveTable(connection: DuckDBConnection, table: Table, syncedAt: string): Promise<void> {
  await connection.run(`INSERT OR REPLACE INTO ${ownTable.tables} VALUES ($1, $2, $3, CAST($4 AS TIMESTAMPTZ))`, [
    table.name,
    JSON.stringify(table.primaryKey),
    JSON.stringify([...table.columns]),
    syncedAt,
  ]);
}

/** What `saveTable` wrote; nothing else writes there. */
function parseTable(name: string, primaryKey: string, columns: string): Table {
  return {
    name,
    primaryKey: JSON.parse(primaryKey) as string[],
    columns: new Map(JSON.parse(columns) as [string, ColumnType][]),
  };
}
