import { collect } from './collect.ts';
import { hasMore, schemaOf, type Context } from './context.ts';
import type { Changes } from './page.ts';
import type { Response } from './response.ts';
import type { State } from './state.ts';

/** L3: a state, and what came on the way to it, as a response; `softDelete` are the tables that are marked before. */
export function respond(
  context: Context,
  state: State,
  changes: readonly Changes[],
  softDelete: readonly string[] = [],
): Response {
  return {
    state,
    ...collect(context.catalog, changes),
    schema: schemaOf(context),
    hasMore: hasMore(context, state),
    softDelete,
  };
}
