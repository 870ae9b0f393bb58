import type { Catalog, Stream } from '../core/catalog.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Changes } from '../core/page.ts';
import { follow } from './follow.ts';
import type { Endpoint } from './source.ts';

/** What items bring to the tables, each with its children. Pure. Without `rows`, items are the rows of the first table. */
export function changesOf(
  catalog: Catalog,
  { tables, deletes }: Stream,
  { rows }: Pick<Endpoint, 'rows'>,
  items: readonly JsonObject[],
  childrenOf: (nth: number) => readonly JsonObject[],
): readonly Changes[] {
  const [table = ''] = tables;
  const flag = deletes?.by === 'flag' ? deletes : undefined;
  if (rows === undefined && flag === undefined) return [{ insert: { [table]: items } }];
  return items.map((item, nth) => {
    const changes = rows === undefined ? { insert: { [table]: [item] } } : rows(item, childrenOf(nth));
    return flag !== undefined && isFlagged(follow(item, flag.path), flag.value) ? asDeleted(catalog, flag.tables ?? [table], changes) : changes;
  });
}

function isFlagged(field: Json | undefined, value: Json | undefined): boolean {
  return value === undefined ? field !== undefined && field !== null && field !== false : field === value;
}

/** D2: an item's rows of some tables as deletions of their keys. */
function asDeleted({ tables }: Catalog, deletedTables: readonly string[], { insert = {}, delete: deleted = {} }: Changes): Changes {
  const kept = Object.entries(insert).filter(([table]) => !deletedTables.includes(table));
  const keys: Record<string, readonly JsonObject[]> = { ...deleted };
  for (const table of deletedTables) {
    const columns: readonly string[] = tables[table]?.primary_key ?? [];
    const removed = (insert[table] ?? []).map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => columns.includes(name))));
    keys[table] = [...(keys[table] ?? []), ...removed];
  }
  return { insert: Object.fromEntries(kept), delete: keys };
}
