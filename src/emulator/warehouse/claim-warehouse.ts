import type { DuckDBConnection } from '@duckdb/node-api';
import { warehouseDatabase } from './identifier.ts';
import { createOwnSchema, ownTable, warehouseFormat } from './own-schema.ts';
import { WarehouseError } from './warehouse-error.ts';

/**
 * Makes an empty database this source's warehouse, or checks that it is one already: two sources in one
 * file would overwrite each other's state. A database somebody else filled is refused.
 */
export async function claimWarehouse(
  connection: DuckDBConnection,
  file: string,
  source: string,
  name: string | undefined,
  at: string,
): Promise<void> {
  const tables = await readTableNames(connection);
  if (tables.length === 0) return createOwnSchema(connection, source, name ?? source, at);
  if (!tables.includes('_connector.warehouse')) {
    throw new WarehouseError('not_a_warehouse', `${file} is a DuckDB database that something else filled (${tables.slice(0, 3).join(', ')}): name another file`);
  }
  const reader = await connection.runAndReadAll(`SELECT format, source, connection FROM ${ownTable.warehouse}`);
  const [format, owner, ownerName] = reader.getRows()[0] ?? [];
  if (format !== warehouseFormat) {
    throw new WarehouseError('other_format', `${file} has format ${String(format)}, and only ${String(warehouseFormat)} can be read: use the version that wrote it, or name another file`);
  }
  if (owner !== source || (name !== undefined && ownerName !== name)) {
    const held = owner === source ? `connection "${String(ownerName)}" of source "${source}"` : `source "${String(owner)}"`;
    const wanted = owner === source ? `connection "${name ?? source}"` : `source "${source}"`;
    throw new WarehouseError('other_source', `${file} holds the rows of ${held}, not of ${wanted}: name another file, on the command line with --warehouse FILE`);
  }
}

async function readTableNames(connection: DuckDBConnection): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = '${warehouseDatabase}' ORDER BY 1`,
  );
  return reader.getRows().map(([name]) => String(name));
}
