import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { describeDatabaseError } from './database-error.ts';
import { placeOf, refuseUnusable } from './database-file.ts';
import { quoteText, warehouseDatabase } from './identifier.ts';
import { WarehouseError } from './warehouse-error.ts';

/** A warehouse file, opened. One connection stores; others ask, so that no question sees half of a load. */
export type OpenDatabase = {
  readonly writer: DuckDBConnection;
  readonly reader: DuckDBConnection;
  readonly connect: () => Promise<DuckDBConnection>;
  readonly close: () => void;
};

/**
 * Opens or creates a DuckDB file, for this process alone. Rows already written to its log by a process that was killed
 * are taken over by DuckDB itself. Throws `WarehouseError`.
 */
export async function openDatabase(file: string): Promise<OpenDatabase> {
  const place = await placeOf(file);
  if (openHere.has(place)) throw openElsewhere(file, 'this same process');
  openHere.add(place);
  try {
    await refuseUnusable(file, place);
    return await attach(place);
  } catch (error) {
    openHere.delete(place);
    throw describeOpening(file, error);
  }
}

/** DuckDB's lock keeps other processes out, not a second opening by the same one (POSIX locks belong to the process). */
const openHere = new Set<string>();

async function attach(place: string): Promise<OpenDatabase> {
  const instance = await DuckDBInstance.create(':memory:', { temp_directory: `${place}.tmp`, autoinstall_known_extensions: 'false' });
  try {
    const writer = await instance.connect();
    await writer.run(`ATTACH ${quoteText(place)} AS ${warehouseDatabase}`);
    await writer.run(`SET GLOBAL TimeZone = 'UTC'; SET GLOBAL checkpoint_threshold = '${checkpointThreshold}'; USE ${warehouseDatabase}`);
    const connect = async (): Promise<DuckDBConnection> => {
      const connection = await instance.connect();
      await connection.run(`USE ${warehouseDatabase}`);
      return connection;
    };
    const reader = await connect();
    return { writer, reader, connect, close: () => { close(place, instance, writer, reader); } };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** Four times DuckDB's default: a checkpoint every ten answers of 6 MB rather than every two (measured). */
const checkpointThreshold = '64MB';

/**
 * DuckDB moves its log into the file while it closes, if it can. Where it can't, nothing is lost and nothing thrown: the
 * log stays beside the file, and the next opening takes it over.
 */
function close(place: string, instance: DuckDBInstance, writer: DuckDBConnection, reader: DuckDBConnection): void {
  reader.closeSync();
  writer.closeSync();
  instance.closeSync();
  openHere.delete(place);
}

function describeOpening(file: string, error: unknown): WarehouseError {
  if (error instanceof WarehouseError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const holder = /PID (\d+)/.exec(message)?.[1];
  if (message.includes('Could not set lock')) return openElsewhere(file, holder === undefined ? 'another process' : `process ${holder}`, error);
  if (/not a valid DuckDB database|version number/.test(message)) {
    return new WarehouseError('not_a_database', `${file} can't be read as a DuckDB database of this version: name another file; this one was left as it is. ${message}`, { cause: error });
  }
  if (message.includes('Permission denied')) {
    return new WarehouseError('read_only', `${file} may not be written by this user: make it writable, or name another file`, { cause: error });
  }
  return describeDatabaseError(file, error);
}

function openElsewhere(file: string, holder: string, cause?: unknown): WarehouseError {
  return new WarehouseError('open_elsewhere', `${file} is open in ${holder}: close it there, or wait until it ends; only one process can use a warehouse`, { cause });
}
