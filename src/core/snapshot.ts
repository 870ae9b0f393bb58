import type { Stream } from './catalog.ts';
import { rowsOf } from './cursor.ts';
import { Failure } from './failure.ts';
import type { Page } from './page.ts';
import type { Paging } from './state.ts';

/** A stream's place once a page of it is in hand, and the tables whose earlier rows the page's answer marks as deleted. */
export type Marked = { readonly paging: Paging; readonly softDelete: readonly string[] };

/**
 * D3, D4: the first page of a snapshot that has rows marks all rows of its tables as deleted, exactly once; those that
 * the snapshot still lists come back to life with their pages. A list that ends without a row marks as it ends: an
 * empty page that goes on says nothing yet. Throws `CONTRACT` for an empty list after a snapshot that had rows, since
 * an API that hides its rows looks the same as one that lost them.
 */
export function markSnapshot({ tables }: Stream, paging: Paging, page: Page, ends: boolean): Marked {
  const { snapshot } = paging;
  if (snapshot === undefined || (page.count === 0 && !ends)) return { paging, softDelete: [] };
  if (!snapshot.marked && page.count === 0 && rowsOf(paging.cursor) > 0) throw emptied(page, rowsOf(paging.cursor));
  const rows = snapshot.rows + page.count;
  return { paging: { ...paging, snapshot: { marked: true, rows } }, softDelete: snapshot.marked ? [] : tables };
}

function emptied({ ask }: Page, before: number): Failure {
  return new Failure('CONTRACT', {
    at: `stream ${ask.stream}`,
    expected: `a list with rows, since the last one had ${before}`,
    came: 'it is empty',
    action: 'See that the credential still may see the rows. If all of them really were deleted, re-sync the stream.',
  });
}
