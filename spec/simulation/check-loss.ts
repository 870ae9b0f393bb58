import type { Stream } from '../../src/core/catalog.ts';
import type { Instant } from '../../src/core/instant.ts';
import { printVersion, type ListWorld, type Thing } from './list-world.ts';
import { tableOf, type Warehouse } from './warehouse.ts';

/** Something that is wrong in the warehouse, with its evidence. */
export type Loss = { readonly kind: 'row' | 'deletion' | 'invention'; readonly evidence: string };

/**
 * Up to where a stream is said to be complete: to a moment of the source's own stamps, to a place in its list, or to an
 * edit, in the order in which they were committed. Null promises nothing yet.
 */
export type Complete = { readonly until: number } | { readonly places: number } | { readonly commits: number } | null;

export type Completeness = { readonly [stream: string]: Complete };

/** Nothing is missing any more. */
export const all: Complete = { until: Number.POSITIVE_INFINITY };

/**
 * The exact law of no loss, as a verdict: of a finished window that ends at c, every row last changed before c is in
 * the warehouse in exactly that version, and every deletion before c is marked; nothing is there that the
 * source never had. The same of a list without a window, up to where it was read. What happened before `start`
 * was never asked for.
 */
export function checkLoss(world: ListWorld, warehouse: Warehouse, completeness: Completeness, start: Instant | null): readonly Loss[] {
  const places = new Map<string, number>();
  const losses: Loss[] = [];
  for (const thing of world.things) {
    const place = places.get(thing.list) ?? 0;
    places.set(thing.list, place + 1);
    losses.push(...lossesOf(world, warehouse, completeness, start, thing, place));
  }
  return [...losses, ...inventions(world, warehouse)];
}

function lossesOf(world: ListWorld, warehouse: Warehouse, completeness: Completeness, start: Instant | null, thing: Thing, place: number): Loss[] {
  const losses: Loss[] = [];
  for (const [name, { list, removes }] of Object.entries(world.lists)) {
    const complete = completeness[name] ?? null;
    const stream = world.catalog.streams[name];
    if (list !== thing.list || stream === undefined || complete === null || !covers(complete, thing, place)) continue;
    if (stream.window !== undefined && start !== null && thing.stamp < start) continue;
    if (thing.deleted ? !showsDeletions(stream, removes) : removes) continue;
    for (const table of stream.tables) {
      const row = tableOf(warehouse, table).get(JSON.stringify(Object.values(world.key(table, thing))));
      const what = `${table}: ${printVersion(thing)}, before where ${name} is complete, ${JSON.stringify(complete)}`;
      if (thing.deleted) {
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

function covers(complete: Exclude<Complete, null>, { stamp, commit }: Thing, place: number): boolean {
  if ('until' in complete) return stamp < complete.until;
  return 'places' in complete ? place < complete.places : commit <= complete.commits;
}

function showsDeletions({ deletes }: Stream, removes: boolean): boolean {
  return removes || deletes?.by === 'flag' || deletes?.by === 'snapshot';
}

function inventions(world: ListWorld, warehouse: Warehouse): Loss[] {
  return [...warehouse].flatMap(([table, rows]) => {
    const columns = world.catalog.tables[table]?.primary_key ?? ['id'];
    return [...rows.values()]
      .filter((row) => columns.some((column) => !world.had(row[column], row['version'])))
      .map((row): Loss => ({ kind: 'invention', evidence: `${table}: the source never had ${JSON.stringify(row)}` }));
  });
}
