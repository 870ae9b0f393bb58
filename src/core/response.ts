import type { Tables } from './page.ts';
import type { State } from './state.ts';

/** What one page, or several merged, come to: Fivetran's answer with the state still in its parsed form. */
export type Response = {
  readonly state: State;
  /** Rows to upsert, never also in `delete`. The later of two with one key counts; once merged there is no other. */
  readonly insert: Tables;
  /** The key columns of rows to mark as deleted. */
  readonly delete: Tables;
  readonly schema: Schema;
  /** Whether a chosen stream still has work in this sync. */
  readonly hasMore: boolean;
  /** D3: the tables whose rows of earlier answers are all to be marked as deleted. */
  readonly softDelete: readonly string[];
};

export type Schema = { readonly [table: string]: { readonly primary_key: readonly string[] } };
