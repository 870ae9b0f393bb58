import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { JsonObject } from '../../src/core/json.ts';
import { parseJson } from '../../src/edge/json.ts';
import { openWarehouse } from '../../src/emulator/warehouse/warehouse.ts';
import { atLeast, median, type Figure } from './figure.ts';
import { interleave } from './interleave.ts';

/** Answers loaded one after the other, and their rows. */
const [answers, rowsPerAnswer] = [8, 24_000];

/**
 * The warehouse's load, from the text of each answer to rows that are stored by key with their state, beside DuckDB's own
 * `read_json` of the same rows, which knows no key and rounds long numbers: a new database file each, a transaction per answer.
 */
export async function measureWarehouse(): Promise<Figure[]> {
  return [
    await measureRows('warehouse load, rows/s ÷ read_json, 11 columns', wideRow),
    await measureRows('the same, 4 narrow columns', narrowRow),
  ];
}

async function measureRows(name: string, rowOf: (nth: number) => JsonObject): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const files = await Promise.all(
      Array.from({ length: answers }, async (_, answer) => {
        const rows = Array.from({ length: rowsPerAnswer }, (_row, nth) => rowOf(answer * rowsPerAnswer + nth));
        const file = join(folder, `rows-${answer}.json`);
        await writeFile(file, JSON.stringify(rows));
        return file;
      }),
    );
    let nth = 0;
    const fresh = (): string => join(folder, `${(nth += 1)}.duckdb`);
    const times = await interleave(5, { read: () => readByDuckDB(fresh(), files), load: () => loadByWarehouse(fresh(), files) });
    const perSecond = Math.round((answers * rowsPerAnswer * 1_000) / median(times.map(({ load }) => load)));
    return atLeast(name, 0.5, times.map(({ read, load }) => read / load), `${perSecond} rows/s`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function loadByWarehouse(database: string, files: readonly string[]): Promise<void> {
  const warehouse = await openWarehouse(database, { source: 'bench', now: () => new Date(0) });
  for (const [nth, file] of files.entries()) {
    const rows = parseJson(await readFile(file, 'utf8')) as readonly JsonObject[];
    const answer = { state: { nth }, insert: { rows }, delete: {}, schema: { rows: { primary_key: ['id'] } }, hasMore: true };
    await warehouse.load(answer, { syncId: 'bench' });
  }
  await warehouse.close();
}

async function readByDuckDB(database: string, files: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  for (const [nth, file] of files.entries()) {
    const read = `SELECT * FROM read_json('${file}', format = 'array')`;
    await connection.run(nth === 0 ? `CREATE TABLE rows AS ${read}` : `INSERT INTO rows ${read}`);
  }
  connection.closeSync();
  instance.closeSync();
}

function narrowRow(nth: number): JsonObject {
  return { id: nth, state: nth % 3 === 0 ? 'open' : 'closed', count: nth % 100, done: nth % 2 === 0 };
}

function wideRow(nth: number): JsonObject {
  return {
    id: `row_${String(nth).padStart(10, '0')}`,
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: `2026-01-${String((nth % 28) + 1).padStart(2, '0')}T08:00:00.000Z`,
    status: nth % 3 === 0 ? 'open' : 'closed',
    amount: nth / 4,
    currency: 'EUR',
    term_months: nth % 120,
    purpose: nth % 5 === 0 ? null : `purpose ${nth % 17}`,
    owner: `owner ${nth % 997}`,
    archived: nth % 7 === 0,
    details: { source: 'web', score: nth % 100 },
  };
}
