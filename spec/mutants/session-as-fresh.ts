import type { Catalog } from '../../src/core/catalog.ts';
import { ours } from '../simulation/ours.ts';
import type { Mutant } from './alter.ts';

export const sessionAsFresh: Mutant = {
  name: 'session-as-fresh',
  mistake: 'a session is read like tokens that are always new',
  sources: ['a session'],
  subject: (catalog, options) => ({ ...ours(asFresh(catalog), options), catalog }),
};

function asFresh(catalog: Catalog): Catalog {
  const streams = Object.entries(catalog.streams).map(
    ([name, stream]) => [name, stream.strategy.name === 'token' ? { ...stream, strategy: { ...stream.strategy, ends: 'fresh' as const } } : stream] as const,
  );
  return { ...catalog, streams: Object.fromEntries(streams) };
}
