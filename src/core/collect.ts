import type { Catalog } from './catalog.ts';
import type { JsonObject } from './json.ts';
import type { Changes, Tables } from './page.ts';
import { rowKey } from './row-key.ts';

/** Changes, before which the rows of some tables were all marked as deleted. */
export type Marking = Changes & { readonly softDelete?: readonly string[] };

/**
 * W1: many changes as one, the later ones winning, so that a key stands at most once per table and never in
 * both `insert` and `delete`. Within one change an insert wins over a delete. D3: what came for a table before it was
 * marked is left out, since the mark is set before the rows of its own answer. The cost is linear in the rows.
 * Throws `CONTRACT` for a row without its key.
 */
export function collect(catalog: Catalog, changes: Iterable<Marking>): { insert: Tables; delete: Tables } {
  const touched = new Map<string, Touched>();
  for (const change of changes) {
    for (const table of change.softDelete ?? []) touched.delete(table);
    for (const [table, rows] of Object.entries(change.delete ?? {})) {
      const { key, insert, remove } = touchedOf(catalog, touched, table);
      for (const row of rows) {
        const name = key(row);
        insert.delete(name);
        remove.set(name, row);
      }
    }
    for (const [table, rows] of Object.entries(change.insert ?? {})) {
      const { key, insert, remove } = touchedOf(catalog, touched, table);
      for (const row of rows) {
        const name = key(row);
        remove.delete(name);
        insert.set(name, row);
      }
    }
  }
  return { insert: tablesOf(touched, 'insert'), delete: tablesOf(touched, 'remove') };
}

type Touched = {
  readonly key: (row: JsonObject) => string;
  readonly insert: Map<string, JsonObject>;
  readonly remove: Map<string, JsonObject>;
};

function touchedOf(catalog: Catalog, touched: Map<string, Touched>, table: string): Touched {
  const known = touched.get(table);
  if (known !== undefined) return known;
  const fresh = { key: rowKey(catalog, table), insert: new Map<string, JsonObject>(), remove: new Map<string, JsonObject>() };
  touched.set(table, fresh);
  return fresh;
}

function tablesOf(touched: Map<string, Touched>, kind: 'insert' | 'remove'): Tables {
  const filled = [...touched].filter(([, table]) => table[kind].size > 0);
  return Object.fromEntries(filled.map(([name, table]) => [name, [...table[kind].values()]]));
}
