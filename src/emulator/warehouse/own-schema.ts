import type { DuckDBConnection } from '@duckdb/node-api';
import { warehouseDatabase } from './identifier.ts';

const ownSchema = `${warehouseDatabase}._connector`;

/** The warehouse's own tables, beside the data and in the same file, so that one transaction covers both. */
export const ownTable = {
  warehouse: `${ownSchema}.warehouse`,
  state: `${ownSchema}.state`,
  tables: `${ownSchema}.tables`,
  calls: `${ownSchema}.calls`,
} as const;

/** The form of everything in `_connector`. Another form is refused, never guessed at. */
export const warehouseFormat = 1;

/** Creates the warehouse's own tables and says whose warehouse it is. Runs in the caller's transaction. */
export async function createOwnSchema(connection: DuckDBConnection, source: string, name: string, createdAt: string): Promise<void> {
  await connection.run(`
    CREATE SCHEMA ${ownSchema};
    CREATE TABLE ${ownTable.warehouse} (format INTEGER, source VARCHAR, connection VARCHAR, created_at TIMESTAMPTZ);
    CREATE TABLE ${ownTable.state} (state VARCHAR, stored_at TIMESTAMPTZ);
    INSERT INTO ${ownTable.state} VALUES (NULL, NULL);
    CREATE TABLE ${ownTable.tables} (table_name VARCHAR PRIMARY KEY, primary_key VARCHAR, columns VARCHAR, last_synced TIMESTAMPTZ);
    CREATE TABLE ${ownTable.calls} (
      call BIGINT, sync_id VARCHAR, loaded_at TIMESTAMPTZ, rows_inserted BIGINT, rows_deleted BIGINT, has_more BOOLEAN,
      answer_bytes BIGINT, milliseconds BIGINT
    );
  `);
  await connection.run(`INSERT INTO ${ownTable.warehouse} VALUES ($1, $2, $3, CAST($4 AS TIMESTAMPTZ))`, [
    warehouseFormat,
    source,
    name,
    createdAt,
  ]);
}
