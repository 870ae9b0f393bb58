import { rowsOf, type Cursor } from '../cursor.ts';
import type { StreamOf } from './strategies.ts';

/** Whether rows are only ever added at the list's end: no place changes, and the total grows. */
export function isAppended({ list }: StreamOf<'countdown'>): boolean {
  return list === 'appended';
}

/** The page at which a countdown ends: of an appended list the one that holds the row behind the last that was read. */
export function firstPage(stream: StreamOf<'countdown'>, cursor: Cursor, pageSize: number): number {
  return isAppended(stream) ? Math.floor(rowsOf(cursor) / pageSize) + 1 : 1;
}

/** Whether a page's place in the list is sure, so that its neighbours may be asked for before it came. */
export function readsAhead(stream: StreamOf<'countdown'>): boolean {
  return isAppended(stream) || (stream.window !== undefined && stream.strategy.total === 'exact');
}

/** P4: the last page that a countdown reads: the first one is read again only where it may have changed since. */
export function lowestPage(stream: StreamOf<'countdown'>, first: number, changed: boolean): number {
  return readsAhead(stream) && !changed ? first + 1 : first;
}
