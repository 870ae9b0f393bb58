import type { Catalog } from '../../src/core/catalog.ts';
import { ours } from '../simulation/ours.ts';
import type { Mutant } from './alter.ts';

export const overlapForgotten: Mutant = {
  name: 'overlap-forgotten',
  mistake: 'the overlap that the source declares is left out',
  sources: ['overlapping'],
  subject: (catalog, options) => ({ ...ours(withoutOverlap(catalog), options), catalog }),
};

function withoutOverlap(catalog: Catalog): Catalog {
  const streams = Object.entries(catalog.streams).map(
    ([name, stream]) => [name, stream.window === undefined ? stream : { ...stream, window: { ...stream.window, overlapMs: 0 } }] as const,
  );
  return { ...catalog, streams: Object.fromEntries(streams) };
}
