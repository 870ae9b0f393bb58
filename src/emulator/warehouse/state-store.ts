import type { DuckDBConnection } from '@duckdb/node-api';
import { ownTable } from './own-schema.ts';

/** The state as JSON text, or null before the first. */
export async function readState(connection: DuckDBConnection): Promise<string | null> {
  const reader = await connection.runAndReadAll(`SELECT state FROM ${ownTable.state}`);
  const state = reader.getRows()[0]?.[0];
  return state === undefined || state === null ? null : String(state);
}

/** Replaces the state, in the transaction under way. `storedAt` is ISO 8601 in UTC. */
export async function writeState(connection: DuckDBConnection, state: string | null, storedAt: string): Promise<void> {
  await connection.run(`UPDATE ${ownTable.state} SET state = $1, stored_at = CAST($2 AS TIMESTAMPTZ)`, [state, storedAt]);
}
