import { isJsonObject, type Json } from '../core/json.ts';

/** What a state of ours tells about the stream that is being read. */
export type PagesLeft = {
  readonly stream: string;
  readonly pages: number;
  /** Pages of the whole window, where the state knows its total; null otherwise. */
  readonly pagesInAll: number | null;
};

/** Reads the page counter out of a state, for showing how far a sync is; null for any other state. It never complains. */
export function pagesLeft(state: Json): PagesLeft | null {
  const streams = isJsonObject(state) ? state['streams'] : null;
  if (!isJsonObject(streams)) return null;
  for (const [stream, at] of Object.entries(streams)) {
    if (!isJsonObject(at) || at['phase'] !== 'paging' || !isJsonObject(at['position'])) continue;
    // Only a count down knows how much is left: nobody has seen the end of what is read upward, by key or by token.
    const { at: direction, page, total } = at['position'];
    if (direction !== 'count' || typeof page !== 'number') continue;
    const { pageSize } = at;
    const known = typeof total === 'number' && typeof pageSize === 'number';
    return { stream, pages: page, pagesInAll: known ? Math.ceil(total / pageSize) : null };
  }
  return null;
}
