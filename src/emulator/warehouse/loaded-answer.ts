import type { JsonObject } from '../../core/json.ts';

/** An answer whose rules were checked, parsed by `parseJson` so that no number was changed. */
export type LoadedAnswer = {
  readonly state: JsonObject;
  readonly insert: Readonly<Record<string, readonly JsonObject[]>>;
  readonly delete: Readonly<Record<string, readonly JsonObject[]>>;
  readonly schema: Readonly<Record<string, { readonly primary_key: readonly string[] }>>;
  readonly softDelete?: readonly string[];
  readonly hasMore: boolean;
};
