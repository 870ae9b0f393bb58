import { WarehouseError } from './warehouse-error.ts';

/** An error of DuckDB, in words that say what became of the data. One of ours passes unchanged. */
export function describeDatabaseError(file: string, error: unknown): WarehouseError {
  if (error instanceof WarehouseError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/No space left|File too large|Disk quota exceeded|not enough space|Could not write all bytes/i.test(message)) {
    return new WarehouseError(
      'disk_full',
      `no room left on the disk for ${file}: nothing of this answer was stored and the state before it stands. Make room and sync again. (${firstLine(message)})`,
      { cause: error },
    );
  }
  return new WarehouseError(
    'database',
    `DuckDB could not work on ${file}: what was under way was not stored, the state before it stands. (${firstLine(message)})`,
    { cause: error },
  );
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
