import type { Stream } from './catalog.ts';
import type { Instant } from './instant.ts';

/**
 * How far a stream is complete. With a window the end of the last finished one; without, what the next sync goes on
 * from: the number of rows read, the last key as text, or the last token. Null is nothing yet.
 */
export type Cursor = Instant | { readonly rows: number } | { readonly key: string } | { readonly token: string } | null;

export type CursorKind = 'time' | 'rows' | 'key' | 'token';

/** What kind of cursor a stream has. */
export function cursorKindOf({ window, list, strategy }: Stream): CursorKind {
  if (window !== undefined) return 'time';
  if (list === 'whole') return 'rows';
  return strategy.name === 'keyset' ? 'key' : strategy.name === 'token' ? 'token' : 'rows';
}

export function kindOfCursor(cursor: Exclude<Cursor, null>): CursorKind {
  if (typeof cursor === 'number') return 'time';
  return 'rows' in cursor ? 'rows' : 'key' in cursor ? 'key' : 'token';
}

/** The cursor of a stream with a window. */
export function timeOf(cursor: Cursor): Instant | null {
  return typeof cursor === 'number' ? cursor : null;
}

/** Rows that were read, where that is what the cursor counts. */
export function rowsOf(cursor: Cursor): number {
  return cursor !== null && typeof cursor === 'object' && 'rows' in cursor ? cursor.rows : 0;
}
