/**
 * Fivetran's own columns (D: docs/core-concepts/system-columns-and-tables and docs/functions). `batch` is the number of the call that
 * brought a row and `index` its place in the answer, from 0 (assumed: the pages name both and define neither).
 */
export const systemColumn = {
  synced: '_fivetran_synced',
  deleted: '_fivetran_deleted',
  batch: '_fivetran_batch',
  index: '_fivetran_index',
} as const;

/** The own columns of a table, with their types. */
export function systemColumnsOf(primaryKey: readonly string[]): readonly string[] {
  return primaryKey.length > 0
    ? [`${systemColumn.deleted} BOOLEAN`, `${systemColumn.synced} TIMESTAMPTZ`]
    : [`${systemColumn.batch} BIGINT`, `${systemColumn.index} BIGINT`, `${systemColumn.synced} TIMESTAMPTZ`];
}
