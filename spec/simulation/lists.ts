import type { Catalog } from '../../src/core/catalog.ts';

/**
 * Per stream the list it shows, and whether it shows what was removed from that list; `keeps`: whether it goes on
 * showing that where the thing came back.
 */
export type Lists = { readonly [stream: string]: { readonly list: string; readonly removes: boolean; readonly keeps: boolean } };

/**
 * What a simulated source lists for each stream of a catalog. A stream that fills only tables which a later stream
 * fills too is simulated as that one's tombstones, since deletions are read first; any other is a list of its own.
 */
export function listsOf({ streams }: Catalog): Lists {
  const entries = Object.entries(streams);
  return Object.fromEntries(
    entries.map(([name, { tables }], nth) => {
      const [list, of] = entries.slice(nth + 1).find(([, later]) => tables.every((table) => later.tables.includes(table))) ?? [];
      const keeps = of?.deletes?.by === 'tombstones' && of.deletes.undeleted;
      return [name, { list: list ?? name, removes: list !== undefined, keeps }];
    }),
  );
}
