import type { Catalog } from '../../src/core/catalog.ts';

/** The same lists, as if none of them had anything to do with another's deletions. */
export function independent(catalog: Catalog): Catalog {
  const streams = Object.entries(catalog.streams).map(([name, { deletes, ...stream }]) => {
    return [name, deletes?.by === 'tombstones' || deletes === undefined ? stream : { ...stream, deletes }] as const;
  });
  return { ...catalog, streams: Object.fromEntries(streams) };
}
