import { collect } from './collect.ts';
import { hasMore, schemaOf, type Context } from './context.ts';
import type { Changes } from './page.ts';
import type { Response } from './response.ts';
import { rowKey } from './row-key.ts';
import type { State } from './state.ts';

/**
 * L3: a state, and what came on the way to it, as a response; `softDelete` are the tables that are marked before. Throws
 * `CONTRACT` for a row without its key.
 */
export function respond(
  context: Context,
  state: State,
  changes: readonly Changes[],
  softDelete: readonly string[] = [],
): Response {
  return {
    state,
    ...brought(context, changes),
    schema: schemaOf(context),
    hasMore: hasMore(context, state),
    softDelete,
  };
}

/** Rows of one change that deletes nothing stand in no other row's way: `merge` looks for keys that come again. */
function brought({ catalog }: Context, changes: readonly Changes[]): Pick<Response, 'insert' | 'delete'> {
  const [{ insert = {}, delete: deleted } = {}, ...others] = changes;
  if (others.length > 0 || deleted !== undefined) return collect(catalog, changes);
  for (const [table, rows] of Object.entries(insert)) rows.forEach(rowKey(catalog, table));
  return { insert: Object.fromEntries(Object.entries(insert).filter(([, rows]) => rows.length > 0)), delete: {} };
}
