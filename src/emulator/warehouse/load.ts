import type { DuckDBConnection } from '@duckdb/node-api';
import { printJson } from '../../edge/json.ts';
import { logCall, nextCallNumber } from './call-log.ts';
import { readCatalog } from './catalog.ts';
import { loadTable, type TableReport } from './load-table.ts';
import type { LoadedAnswer } from './loaded-answer.ts';
import { clearStage } from './stage.ts';
import { writeState } from './state-store.ts';
import { touchedTables } from './touched-table.ts';

/** What the log of calls keeps beside the answer. */
export type CallFacts = { readonly syncId: string; readonly answerBytes?: number; readonly milliseconds?: number };

/** What one answer did, in the order of its tables. */
export type LoadReport = { readonly call: number; readonly tables: readonly TableReport[] };

/**
 * Stores one answer inside the caller's transaction: tables created and widened, then per table `softDelete`,
 * deletes and inserts, then the state and a line in the log. Throws `WarehouseError` for an answer it can't store exactly.
 */
export async function loadAnswer(connection: DuckDBConnection, answer: LoadedAnswer, facts: CallFacts, now: Date): Promise<LoadReport> {
  const at = now.toISOString();
  const call = await nextCallNumber(connection);
  const catalog = await readCatalog(connection);
  const tables: TableReport[] = [];
  for (const touched of touchedTables(answer)) {
    const report = await loadTable(connection, catalog.get(touched.name), touched, call, at);
    if (report !== undefined) tables.push(report);
  }
  await clearStage(connection);
  await writeState(connection, printJson(answer.state), at);
  await logCall(connection, {
    call,
    syncId: facts.syncId,
    loadedAt: at,
    rowsInserted: sum(tables.map((table) => table.rowsInserted)),
    rowsDeleted: sum(tables.map((table) => table.rowsDeleted + table.rowsSoftDeleted)),
    hasMore: answer.hasMore,
    answerBytes: facts.answerBytes ?? null,
    milliseconds: facts.milliseconds ?? null,
  });
  return { call, tables };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
