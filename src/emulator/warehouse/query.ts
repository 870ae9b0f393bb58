import type { DuckDBConnection, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import { WarehouseError } from './warehouse-error.ts';

/** A row of an answer to SQL: every value as DuckDB prints it, so that no digit is lost; NULL is null. */
export type QueryRow = Readonly<Record<string, string | null>>;

/**
 * Runs SQL on a connection of its own and yields the rows one by one; at most one chunk of DuckDB's is in memory. SQL
 * that DuckDB refuses is a `WarehouseError` with DuckDB's own words.
 */
export async function* queryRows(connect: () => Promise<DuckDBConnection>, sql: string): AsyncGenerator<QueryRow, void, undefined> {
  const connection = await refusable(connect());
  try {
    const result = await refusable(connection.stream(sql));
    const names = result.deduplicatedColumnNames();
    let rows = await nextRows(result);
    try {
      for (; rows.length > 0; rows = await nextRows(result)) {
        for (const row of rows) yield Object.fromEntries(names.map((name, index) => [name, printValue(row[index] ?? null)]));
      }
    } finally {
      // A caller may leave early. A result that is not read to its end would keep the file open and locked (measured).
      while (rows.length > 0) rows = await nextRows(result);
    }
  } finally {
    connection.closeSync();
  }
}

async function nextRows(result: DuckDBResult): Promise<DuckDBValue[][]> {
  return (await refusable(result.fetchChunk()))?.getRows() ?? [];
}

async function refusable<Result>(running: Promise<Result>): Promise<Result> {
  try {
    return await running;
  } catch (error) {
    throw new WarehouseError('query', `DuckDB can't answer this SQL: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function printValue(value: DuckDBValue): string | null {
  return value === null ? null : String(value);
}
