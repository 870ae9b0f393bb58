import { open, realpath, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { WarehouseError } from './warehouse-error.ts';

/** The file itself, behind any link; for a new file, where it will be. */
export async function placeOf(file: string): Promise<string> {
  const existing = await unlessMissing(realpath(file));
  if (existing !== undefined) return existing;
  const directory = await unlessMissing(realpath(dirname(file)));
  if (directory !== undefined) return join(directory, basename(file));
  throw new WarehouseError('directory_missing', `there is no directory ${dirname(file)} to keep the warehouse in: create it, or name another file`);
}

async function unlessMissing<Found>(looking: Promise<Found>): Promise<Found | undefined> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Throws `WarehouseError` for a file that DuckDB can't use; its own words would not say what to do. */
export async function refuseUnusable(file: string, place: string): Promise<void> {
  const found = await unlessMissing(stat(place));
  if (found !== undefined && !found.isFile()) throw new WarehouseError('not_a_database', `${file} is not a file: name a DuckDB file, or one to be created`);
  const directory = await stat(dirname(place));
  if (((found ?? directory).mode & anyoneWrites) === 0 || (directory.mode & anyoneWrites) === 0) {
    throw new WarehouseError('read_only', `${file} or its directory is read-only: make both writable (chmod u+w), or name another file`);
  }
  if (found === undefined || (await neverFinished(place, found.size))) return;
  if (!(await beginsLikeDuckDB(place))) {
    throw new WarehouseError('not_a_database', `${file} is not a DuckDB database: name another file; this one was left as it is`);
  }
}

/**
 * Removes a file whose creation was cut off, by a process killed in that moment: it has at most two of the three header
 * blocks and no log, so it never held a row, and DuckDB would refuse it for ever.
 */
async function neverFinished(place: string, bytes: number): Promise<boolean> {
  const isCutOff = bytes === 0 || ((bytes === headerBlockBytes || bytes === 2 * headerBlockBytes) && (await beginsLikeDuckDB(place)));
  if (!isCutOff || (await unlessMissing(stat(`${place}.wal`))) !== undefined) return false;
  await unlink(place);
  return true;
}

/** duckdb.org/docs/internals/storage: a file begins with three blocks of this size. */
const headerBlockBytes = 4096;

/** The mode bits decide, because the superuser may write whatever they say. */
const anyoneWrites = 0o222;

/** A DuckDB file has the word DUCK after an eight-byte checksum (duckdb.org/docs/internals/storage). */
async function beginsLikeDuckDB(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(12), 0, 12, 0);
    return bytesRead === 12 && buffer.toString('latin1', 8, 12) === 'DUCK';
  } finally {
    await handle.close();
  }
}
