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
  const touches = new Map<string, Touch[]>();
  const note = (kind: Touch['kind'], tables: Tables = {}): void => {
    for (const [table, rows] of Object.entries(tables)) {
      const known = touches.get(table);
      if (known === undefined) touches.set(table, [{ kind, rows }]);
      else known.push({ kind, rows });
    }
  };
  for (const change of changes) {
    for (const table of change.softDelete ?? []) touches.delete(table);
    note('delete', change.delete);
    note('insert', change.insert);
  }
  const collected = [...touches].map(([table, all]) => ({ table, ...lastTouches(rowKey(catalog, table), all) }));
  return { insert: filled(collected, 'insert'), delete: filled(collected, 'delete') };
}

/** What one change does to one table. */
type Touch = { readonly kind: 'insert' | 'delete'; readonly rows: Rows };

type Rows = readonly JsonObject[];

type Collected = { readonly table: string; readonly insert: Rows; readonly delete: Rows };

/** From the last row to the first, the first one of each key is the one that counts: a set is asked once for each row. */
function lastTouches(key: (row: JsonObject) => string, touches: readonly Touch[]): Omit<Collected, 'table'> {
  const seen = new Set<string>();
  const kept = { insert: new Array<JsonObject>(), delete: new Array<JsonObject>() };
  for (const { kind, rows } of touches.toReversed()) {
    for (const row of rows.toReversed()) {
      const before = seen.size;
      if (seen.add(key(row)).size > before) kept[kind].push(row);
    }
  }
  return { insert: kept.insert.reverse(), delete: kept.delete.reverse() };
}

function filled(collected: readonly Collected[], kind: Touch['kind']): Tables {
  return Object.fromEntries(collected.filter((rows) => rows[kind].length > 0).map((rows) => [rows.table, rows[kind]]));
}
