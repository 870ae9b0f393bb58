import { BIGINT, type DuckDBConnection } from '@duckdb/node-api';
import { ownTable } from './own-schema.ts';

/** One stored call; `answerBytes` and `milliseconds` are null where the caller did not measure them. */
export type CallEntry = {
  readonly call: number;
  readonly syncId: string;
  /** ISO 8601 in UTC. */
  readonly loadedAt: string;
  readonly rowsInserted: number;
  readonly rowsDeleted: number;
  readonly hasMore: boolean;
  readonly answerBytes: number | null;
  readonly milliseconds: number | null;
};

/** The number of the call after the last stored one, from 1 on. It never repeats: it is `_fivetran_batch` too. */
export async function nextCallNumber(connection: DuckDBConnection): Promise<number> {
  const reader = await connection.runAndReadAll(`SELECT coalesce(max(call), 0) + 1 FROM ${ownTable.calls}`);
  return Number(reader.getRows()[0]?.[0]);
}

/** Adds a line to the log, in the transaction under way. */
export async function logCall(connection: DuckDBConnection, entry: CallEntry): Promise<void> {
  await connection.run(
    `INSERT INTO ${ownTable.calls} VALUES ($1, $2, CAST($3 AS TIMESTAMPTZ), $4, $5, $6, $7, $8)`,
    {
      1: entry.call,
      2: entry.syncId,
      3: entry.loadedAt,
      4: entry.rowsInserted,
      5: entry.rowsDeleted,
      6: entry.hasMore,
      7: entry.answerBytes === null ? null : BigInt(entry.answerBytes),
      8: entry.milliseconds === null ? null : BigInt(Math.round(entry.milliseconds)),
    },
    { 7: BIGINT, 8: BIGINT },
  );
}
