import {
  BIGINT,
  BOOLEAN,
  DECIMAL,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDecimalValue,
  HUGEINT,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Json } from '../../core/json.ts';
import { quoteIdentifier } from './identifier.ts';
import type { SqlType } from './sql-type.ts';
import { storedText } from './stored-text.ts';

/** One column on its way into a table: its name there, its type there, its values. */
export type StagedColumn = {
  readonly name: string;
  readonly sqlType: SqlType;
  readonly values: readonly (Json | undefined)[];
};

/**
 * Puts rows into a temporary table and returns the SELECT that reads them back under their names and types; it stands
 * until the next call. Rows travel in DuckDB's own chunks, typed where a JavaScript value is exact (measured at 2 to 4 times the
 * appender row by row); everything else travels as text and is cast by DuckDB, which keeps every digit.
 * `read_json` would not: it reads a DECIMAL through a double.
 */
export async function stage(connection: DuckDBConnection, columns: readonly StagedColumn[], rowCount: number): Promise<string> {
  const carriers = columns.map((column) => carrierOf(column.sqlType));
  const declared = carriers.map((carrier, index) => `c${String(index)} ${carrier.type.toString()}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged (${declared.join(', ')})`);
  const appender = await connection.createAppender('staged', 'main', 'temp');
  for (let first = 0; first < rowCount; first += chunkRows) {
    appender.appendDataChunk(chunkOf(columns, carriers, first, Math.min(chunkRows, rowCount - first)));
  }
  appender.closeSync();
  const selected = columns.map(({ name, sqlType }, index) => `CAST(c${String(index)} AS ${sqlType}) AS ${quoteIdentifier(name)}`);
  return `SELECT ${selected.join(', ')} FROM temp.main.staged`;
}

/** Frees the memory of the last staged rows. */
export async function clearStage(connection: DuckDBConnection): Promise<void> {
  await connection.run('DROP TABLE IF EXISTS temp.main.staged');
}

/** DuckDB's own vector size, the most rows one chunk holds. */
const chunkRows = 2048;

/** How a column's values travel: in which of DuckDB's types, and how one becomes that. */
type Carrier = { readonly type: DuckDBType; readonly carry: (value: Exclude<Json, null>) => DuckDBValue };

function carrierOf(sqlType: SqlType): Carrier {
  const scale = /^DECIMAL\(38,(\d+)\)$/.exec(sqlType)?.[1];
  if (scale !== undefined) return decimalCarrier(Number(scale));
  if (sqlType === 'BOOLEAN') return { type: BOOLEAN, carry: (value) => value === true };
  if (sqlType === 'BIGINT') return { type: BIGINT, carry: toBigInt };
  if (sqlType === 'HUGEINT') return { type: HUGEINT, carry: toBigInt };
  if (sqlType === 'DOUBLE') return { type: DOUBLE, carry: (value) => Number(storedText(value)) };
  return { type: VARCHAR, carry: storedText };
}

/** DuckDB's own cast of text to DECIMAL(38,s) takes 5 µs a value (measured), a BigInt of its digits a tenth. */
function decimalCarrier(scale: number): Carrier {
  const unit = Number(`1e${String(scale)}`);
  return { type: DECIMAL(38, scale), carry: (value) => new DuckDBDecimalValue(shortDecimal(value, unit) ?? longDecimal(value, scale), 38, scale) };
}

/**
 * A number in units of its last place, where arithmetic is exact: below 10^15 units, and with a power of ten that is
 * itself a double, no two decimals of that scale round to the same double, so dividing back proves the digits.
 */
function shortDecimal(value: Exclude<Json, null>, unit: number): bigint | undefined {
  if (typeof value !== 'number' || unit > unitMax) return undefined;
  const units = Math.round(value * unit);
  return Math.abs(units) < unitsMax && units / unit === value ? BigInt(units) : undefined;
}

const unitsMax = 1e15;
const unitMax = 1e22;

function longDecimal(value: Exclude<Json, null>, scale: number): bigint {
  const [whole = '', decimals = ''] = storedText(value).split('.');
  return BigInt(whole + decimals.padEnd(scale, '0'));
}

function toBigInt(value: Exclude<Json, null>): bigint {
  return BigInt(typeof value === 'number' && Number.isSafeInteger(value) ? value : storedText(value));
}

function chunkOf(columns: readonly StagedColumn[], carriers: readonly Carrier[], first: number, rowCount: number): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(carriers.map((carrier) => carrier.type), rowCount);
  for (const [index, carrier] of carriers.entries()) {
    const vector = chunk.getColumnVector(index);
    const values = columns[index]?.values ?? [];
    for (let row = 0; row < rowCount; row += 1) {
      const value = values[first + row];
      vector.setItem(row, value === null || value === undefined ? null : carrier.carry(value));
    }
    vector.flush();
  }
  return chunk;
}
