import type { Catalog } from '../../src/core/catalog.ts';
import { ours } from '../simulation/ours.ts';
import type { Mutant } from './alter.ts';

export const trustsATotalApart: Mutant = {
  name: 'trusts-a-total-apart',
  mistake: 'a total counted apart from the rows is trusted as an exact one: pages are read ahead, and page 1 once',
  subject: (catalog, options) => ({ ...ours(asExact(catalog), options), catalog }),
};

function asExact(catalog: Catalog): Catalog {
  const streams = Object.entries(catalog.streams).map(
    ([name, stream]) => [name, stream.strategy.name === 'countdown' && stream.strategy.total === 'apart' ? { ...stream, strategy: { ...stream.strategy, total: 'exact' as const } } : stream] as const,
  );
  return { ...catalog, streams: Object.fromEntries(streams) };
}
