import type { Catalog, PageParameters, WindowParameters } from '../../src/core/catalog.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Options } from '../../src/core/options.ts';
import type { CountdownDeclaration } from '../../src/core/paging/countdown.ts';

/** What a variant of the simulated source declares beside its way of counting. */
export type ThingsDeclaration = Pick<WindowParameters, 'resultsMax'> &
  Pick<PageParameters, 'pastEndStatus'> & { readonly grainMs?: number };

/** The simulated source: a list of things, and the list of those that were deleted. */
export function thingsCatalog(
  total: CountdownDeclaration['total'],
  resultsMax?: number,
  { grainMs = 1, pastEndStatus }: ThingsDeclaration = {},
): Catalog {
  const list = {
    strategy: { name: 'countdown', total },
    window: {
      from: 'from',
      until: 'until',
      format: 'iso',
      grainMs,
      ...(resultsMax === undefined ? {} : { resultsMax }),
    },
    page: {
      number: 'page',
      size: 'size',
      sizeMax: 1_000,
      ...(pastEndStatus === undefined ? {} : { pastEndStatus }),
    },
    paths: { items: ['items'], total: ['total'] },
  } as const;
  return {
    source: 'things',
    tables: { things: { primary_key: ['id'] } },
    streams: { deleted_things: { tables: ['things'], ...list }, things: { tables: ['things'], ...list } },
  };
}

/** Every kind of list that the core knows how to read; the plainest first, since counterexamples shrink towards it. */
export const thingsCatalogs: readonly Catalog[] = [
  thingsCatalog('exact'),
  thingsCatalog('apart'),
  thingsCatalog('none'),
  thingsCatalog('exact', undefined, { pastEndStatus: 404 }),
  thingsCatalog('exact', undefined, { grainMs: 1_000 }),
  thingsCatalog('exact', 10),
  thingsCatalog('apart', 10),
  thingsCatalog('none', 10),
];

/** Choices under which a simulated sync runs unless a test says otherwise. */
export const thingsOptions: Options = {
  start: null,
  settleMs: 5_000,
  pageSize: 2,
  streams: ['deleted_things', 'things'],
  fingerprints: {},
  pagesAhead: 0,
};

/** When simulated time begins. */
export const firstInstant = Date.UTC(2026, 0, 1) as Instant;
