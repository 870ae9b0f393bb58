import type { Catalog } from '../catalog.ts';

/** Whether a stream lists what was deleted from another. */
export function isTombstones({ streams }: Catalog, name: string): boolean {
  return Object.values(streams).some(({ deletes }) => deletes?.by === 'tombstones' && deletes.stream === name);
}
