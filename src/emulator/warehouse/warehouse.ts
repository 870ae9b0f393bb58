import type { DuckDBConnection } from '@duckdb/node-api';
import { isJsonObject } from '../../core/json.ts';
import { parseJson } from '../../edge/json.ts';
import { readCatalog } from './catalog.ts';
import { describeDatabaseError } from './database-error.ts';
import { tableIdentifier } from './identifier.ts';
import { loadAnswer, type CallFacts, type LoadReport } from './load.ts';
import type { LoadedAnswer } from './loaded-answer.ts';
import { openDatabase } from './open-database.ts';
import { claimWarehouse } from './claim-warehouse.ts';
import { ownTable } from './own-schema.ts';
import { queryRows, type QueryRow } from './query.ts';
import { readState, writeState } from './state-store.ts';
import { summarizeTables, type TableSummary } from './table-summary.ts';
import { WarehouseError } from './warehouse-error.ts';

/** Whose warehouse it is, and the clock that stamps rows. The connection is a name for one configuration of a source. */
export type WarehouseOptions = { readonly source: string; readonly connection?: string; readonly now: () => Date };

/** What a reset clears. Without `tables` every table; the state only where it is given, or where every table goes. */
export type ResetRequest = { readonly tables?: readonly string[]; readonly state?: string | null };

/** One DuckDB file that holds a source's rows, its state and the log of its calls. Every error is a `WarehouseError`. */
export type Warehouse = {
  readonly file: string;
  /** The last stored state as JSON text, or null before the first. */
  readonly state: () => Promise<string | null>;
  /** Replaces the state: the text of a JSON object, or null for none. */
  readonly setState: (state: string | null) => Promise<void>;
  /** Stores an answer, its rows and its state together, or nothing of it. */
  readonly load: (answer: LoadedAnswer, facts: CallFacts) => Promise<LoadReport>;
  /** The answer to SQL, of what was stored completely. */
  readonly query: (sql: string) => Promise<QueryRow[]>;
  /** The same, row by row, for answers that should not be in memory at once. Read it to its end or leave it by `break`. */
  readonly rows: (sql: string) => AsyncGenerator<QueryRow, void, undefined>;
  readonly tables: () => Promise<TableSummary[]>;
  /** Drops tables, by the names they have in the warehouse, and returns those that were there. */
  readonly reset: (request?: ResetRequest) => Promise<string[]>;
  /** Gives the file free. Nothing else may be called afterwards; nothing stored is lost even where the disk is full. */
  readonly close: () => Promise<void>;
};

/** Opens a warehouse, or creates it where there is no file yet. */
export async function openWarehouse(file: string, options: WarehouseOptions): Promise<Warehouse> {
  const database = await openDatabase(file);
  const { writer, reader, connect } = database;
  const now = (): string => options.now().toISOString();
  const store = inTurn(file, writer);
  try {
    await store((connection) => claimWarehouse(connection, file, options.source, options.connection, now()));
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    file,
    state: () => described(file, readState(reader)),
    setState: (state) => store((connection) => writeState(connection, checkedState(state), now())),
    load: (answer, facts) => store((connection) => loadAnswer(connection, answer, facts, options.now())),
    query: (sql) => collect(queryRows(connect, sql)),
    rows: (sql) => queryRows(connect, sql),
    tables: () => described(file, summarizeTables(reader)),
    reset: (request = {}) => store((connection) => resetTables(connection, request, now())),
    close: () => {
      database.close();
      return Promise.resolve();
    },
  };
}

async function described<Result>(file: string, reading: Promise<Result>): Promise<Result> {
  try {
    return await reading;
  } catch (error) {
    throw describeDatabaseError(file, error);
  }
}

type Store = <Result>(work: (connection: DuckDBConnection) => Promise<Result>) => Promise<Result>;

/** Runs work in a transaction of its own: all of it or nothing. A second one at the same time is refused, never mixed in. */
function inTurn(file: string, connection: DuckDBConnection): Store {
  let busy = false;
  return async (work) => {
    if (busy) throw new WarehouseError('busy', `${file} is storing something: wait for it to end before storing more`);
    busy = true;
    try {
      await connection.run('BEGIN');
      const result = await work(connection);
      await connection.run('COMMIT');
      return result;
    } catch (error) {
      throw await rolledBack(file, connection, error);
    } finally {
      busy = false;
    }
  };
}

async function rolledBack(file: string, connection: DuckDBConnection, error: unknown): Promise<WarehouseError> {
  const described = describeDatabaseError(file, error);
  try {
    await connection.run('ROLLBACK');
    return described;
  } catch (rollbackError) {
    // A failed COMMIT has rolled back already; and where DuckDB gave up the file, opening it again does the same.
    if (rollbackError instanceof Error && rollbackError.message.includes('no transaction is active')) return described;
    return new WarehouseError(described.code, `${described.message} Open the warehouse again before going on.`, {
      cause: new AggregateError([error, rollbackError]),
    });
  }
}

function checkedState(state: string | null): string | null {
  if (state === null) return null;
  try {
    if (isJsonObject(parseJson(state))) return state;
  } catch (error) {
    throw new WarehouseError('state', 'the state is not JSON: give the text of a JSON object', { cause: error });
  }
  throw new WarehouseError('state', 'the state is JSON but no object: give the text of a JSON object');
}

async function collect<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function resetTables(connection: DuckDBConnection, request: ResetRequest, at: string): Promise<string[]> {
  const known = [...(await readCatalog(connection)).keys()];
  const dropped = known.filter((table) => request.tables?.includes(table) ?? true);
  for (const table of dropped) {
    await connection.run(`DROP TABLE ${tableIdentifier(table)}`);
    await connection.run(`DELETE FROM ${ownTable.tables} WHERE table_name = $1`, [table]);
  }
  const state = request.state === undefined && request.tables === undefined ? null : request.state;
  if (state !== undefined) await writeState(connection, checkedState(state), at);
  return dropped;
}
