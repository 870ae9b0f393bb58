import { timeOf, type Cursor } from '../../src/core/cursor.ts';
import type { Instant } from '../../src/core/instant.ts';
import { printVersion, type ListWorld, type Thing } from './list-world.ts';
import { tableOf, type Warehouse } from './warehouse.ts';

/** Something that is wrong in the warehouse, with its evidence. */
export type Loss = { readonly kind: 'row' | 'deletion' | 'invention'; readonly evidence: string };

/** Up to where each stream is said to be complete; one without a cursor promises nothing yet. */
export type Cursors = { readonly [stream: string]: Cursor };

/**
 * The exact law of no loss, as a verdict: of a finished window that ends at c, every row last changed before c is in
 * the warehouse in exactly that version, and every deletion before c is marked; nothing is there that the
 * source never had. Whatever happened before `start` was never asked for.
 */
export function checkLoss(world: ListWorld, warehouse: Warehouse, cursors: Cursors, start: Instant | null): readonly Loss[] {
  return [
    ...world.things.flatMap((thing) => lossesOf(world, warehouse, cursors, start, thing)),
    ...inventions(world, warehouse),
  ];
}

function lossesOf(world: ListWorld, warehouse: Warehouse, cursors: Cursors, start: Instant | null, thing: Thing): Loss[] {
  if (start !== null && thing.stamp < start) return [];
  const losses: Loss[] = [];
  for (const [stream, { list, removes }] of Object.entries(world.lists)) {
    const cursor = timeOf(cursors[stream] ?? null);
    if (list !== thing.list || removes !== thing.deleted || cursor === null || thing.stamp >= cursor) continue;
    for (const table of world.catalog.streams[stream]?.tables ?? []) {
      const row = tableOf(warehouse, table).get(JSON.stringify(Object.values(world.key(table, thing))));
      const what = `${table}: ${printVersion(thing)}, ${cursor - thing.stamp} ms before the cursor of ${stream}`;
      if (removes) {
        if (row !== undefined) losses.push({ kind: 'deletion', evidence: `not deleted in ${what}` });
      } else if (row === undefined) {
        losses.push({ kind: 'row', evidence: `lost in ${what}` });
      } else if (row['version'] !== thing.version) {
        losses.push({ kind: 'row', evidence: `stale, at version ${JSON.stringify(row['version'])}, in ${what}` });
      }
    }
  }
  return losses;
}

function inventions(world: ListWorld, warehouse: Warehouse): Loss[] {
  return [...warehouse].flatMap(([table, rows]) => {
    const columns = world.catalog.tables[table]?.primary_key ?? ['id'];
    return [...rows.values()]
      .filter((row) => columns.some((column) => !world.had(row[column], row['version'])))
      .map((row): Loss => ({ kind: 'invention', evidence: `${table}: the source never had ${JSON.stringify(row)}` }));
  });
}
