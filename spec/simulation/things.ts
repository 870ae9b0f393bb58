import type { Catalog, PageParameters, Stream, WindowParameters } from '../../src/core/catalog.ts';
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

/** Lists of one kind of thing and, where they are given, the list of those that were deleted. */
function otherCatalog(source: string, things: Stream, deleted?: Stream): Catalog {
  return {
    source,
    tables: { things: { primary_key: ['id'] } },
    streams: deleted === undefined ? { things } : { deleted_things: deleted, things },
  };
}

const within = { from: 'from', until: 'until', format: 'iso', grainMs: 1 } as const;
const since = { from: 'since', format: 'iso', grainMs: 1 } as const;
const fresh = { name: 'token', ends: 'fresh', next: ['next'], parameter: 'token' } as const;
const expiring = { ...fresh, expiredStatus: 410 } as const;
const session = { name: 'token', ends: 'session', next: ['next'], parameter: 'token' } as const;
const sameAtEnd = { name: 'token', ends: 'sameAtEnd', next: ['next'], parameter: 'token' } as const;
const keyset = { name: 'keyset', parameter: 'after', key: ['id'] } as const;
const walked = { name: 'walked' } as const;
const flag = { by: 'flag', path: ['state', 'gone'] } as const;
const snapshot = { by: 'snapshot' } as const;
const counted = (total: CountdownDeclaration['total']) => ({ name: 'countdown', total }) as const;
const stream = { tables: ['things'], page: { number: 'page', size: 'size', sizeMax: 1_000 }, paths: { items: ['items'], total: ['total'], stamp: ['stamp'] } } as const;
const tombstones = (undeleted: boolean) => ({ by: 'tombstones', stream: 'deleted_things', undeleted }) as const;

/** Windows that are counted down; the plainest first, since counterexamples shrink towards it. */
export const countdownCatalogs: readonly Catalog[] = [
  thingsCatalog('exact'),
  thingsCatalog('apart'),
  thingsCatalog('none'),
  thingsCatalog('exact', undefined, { pastEndStatus: 404 }),
  thingsCatalog('exact', undefined, { grainMs: 1_000 }),
  thingsCatalog('exact', 10),
  thingsCatalog('apart', 10),
  thingsCatalog('none', 10),
];

/** Every other kind of list that the core knows how to read, by the name of its source. */
export const otherCatalogs: readonly Catalog[] = [
  otherCatalog('walked', { ...stream, strategy: walked, window: since, deletes: tombstones(false) }, { ...stream, strategy: walked, window: since }),
  otherCatalog('walked by the second', { ...stream, strategy: walked, window: { ...since, grainMs: 1_000, bounds: '(]' }, deletes: flag }),
  otherCatalog('keys in a window', { ...stream, strategy: keyset, window: within, deletes: flag }),
  otherCatalog('keys of a whole list', { ...stream, strategy: keyset, list: 'whole', deletes: snapshot }),
  otherCatalog('keys of an appended list', { ...stream, strategy: keyset, list: 'appended' }),
  otherCatalog('tokens in a window', { ...stream, strategy: fresh, window: within, deletes: flag }),
  otherCatalog('tokens that expire', { ...stream, strategy: expiring, window: within, deletes: flag }),
  otherCatalog('tokens of a whole list', { ...stream, strategy: expiring, list: 'whole', deletes: snapshot }),
  otherCatalog('tokens of an appended list', { ...stream, strategy: sameAtEnd, list: 'appended' }),
  otherCatalog('a session', { ...stream, strategy: session, list: 'whole', accepts: 'loss' }),
  otherCatalog('newest first', { ...stream, strategy: { name: 'plain' }, list: 'whole', accepts: 'loss' }),
  otherCatalog('appended, exact', { ...stream, strategy: counted('exact'), list: 'appended' }),
  otherCatalog('appended, apart', { ...stream, strategy: counted('apart'), list: 'appended' }),
  otherCatalog('appended, none', { ...stream, strategy: counted('none'), list: 'appended' }),
  otherCatalog('whole, exact', { ...stream, strategy: counted('exact'), list: 'whole', deletes: snapshot }),
  otherCatalog('whole, apart', { ...stream, strategy: counted('apart'), list: 'whole' }),
  otherCatalog('whole, none', { ...stream, strategy: counted('none'), list: 'whole', deletes: snapshot }),
  otherCatalog('undeleted', { ...stream, strategy: counted('exact'), window: within, deletes: tombstones(true) }, { ...stream, strategy: counted('exact'), window: within }),
  otherCatalog('overlapping', { ...stream, strategy: counted('apart'), window: { ...within, overlapMs: 20_000, resultsMax: 10 }, deletes: flag }),
  otherCatalog('everything again', { ...stream, strategy: counted('exact'), window: within, deletes: flag, readAllEveryDays: 1 / 720 }),
  {
    source: 'several streams',
    tables: { things: { primary_key: ['id'] }, events: { primary_key: ['id'] }, people: { primary_key: ['id'] } },
    streams: {
      things: { ...stream, strategy: walked, window: since, deletes: flag },
      events: { ...stream, tables: ['events'], strategy: counted('apart'), list: 'appended' },
      people: { ...stream, tables: ['people'], strategy: fresh, list: 'whole', deletes: snapshot },
    },
  },
];

/** Every kind of list that the core knows how to read. */
export const thingsCatalogs: readonly Catalog[] = [...countdownCatalogs, ...otherCatalogs];

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
