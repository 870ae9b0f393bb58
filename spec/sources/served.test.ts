import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import type { Catalog, InstantFormat, Stream } from '../../src/core/catalog.ts';
import { jsonNumber } from '../../src/edge/json-shape.ts';
import type { Source } from '../../src/edge/source.ts';
import { githubIssues } from '../../src/sources/github-issues.ts';
import { loans } from '../../src/sources/loans.ts';
import { serve } from '../simulation/served/serve.ts';
import { brokenLaws } from './broken-laws.ts';

for (const source of [loans, githubIssues]) {
  test(`Synced from a simulated API in its own format, ${source.catalog.source} breaks no law`, () => {
    assert.deepEqual(brokenLaws(source), []);
  });
}

/** The API is as the source says, except for one thing. */
function unlike(source: Source, change: (stream: Stream) => object): Source {
  const streams = Object.entries(source.catalog.streams).map(([name, stream]) => [name, { ...stream, ...change(stream) }]);
  return { ...source, catalog: { ...source.catalog, streams: Object.fromEntries(streams) as Catalog['streams'] } };
}

/** Stamps so coarse that many are the bound of a window. */
const coarseLoans = unlike(loans, ({ window }) => ({ window: { ...window, grainMs: 10_000 } }));

const strays: readonly [string, Source, (stream: Stream) => object, RegExp][] = [
  ['excludes the beginning of a window that the source takes for included', coarseLoans, ({ window }) => ({ window: { ...window, bounds: '()' } }), /^L1: /],
  ['has coarser stamps and excludes the beginning', githubIssues, ({ window }) => ({ window: { ...window, grainMs: 60_000 } }), /^L1: /],
  ['counts its pages from another first one', loans, ({ page }) => ({ page: { ...page, first: 0 } }), /^[LT]\d: /],
  ['knows another page parameter', loans, ({ page }) => ({ page: { ...page, number: 'p' } }), /^T\d: /],
  ['takes another format of time', loans, ({ window }) => ({ window: { ...window, format: 'epoch seconds' } }), /^T\d: /],
  ['has its items elsewhere', loans, ({ paths }) => ({ paths: { ...paths, items: ['results'] } }), /^T\d: /],
];

for (const [what, source, change, law] of strays) {
  test(`A source is caught whose API ${what}`, () => {
    const broken = brokenLaws(source, { readPage: serve(unlike(source, change), source) });
    assert.match(broken.join('\n'), new RegExp(law.source, 'm'));
  });
}

test('A source whose rows lose the key of an item is caught', () => {
  const { issues } = githubIssues.endpoints;
  assert.ok(issues);
  const mixed: Source = {
    ...githubIssues,
    endpoints: { issues: { ...issues, rows: (item) => ({ insert: { issues: [{ ...item, id: 1 }] } }) } },
  };
  assert.match(brokenLaws(mixed, { readPage: serve(githubIssues, mixed) }).join('\n'), /^L1: /m);
});

const formats: readonly [InstantFormat, unknown, number][] = [
  ['iso', '2026-01-31T08:00:00.000Z', 1],
  ['iso seconds', '2026-01-31T08:00:00Z', 1_000],
  ['epoch seconds', 1_769_846_400, 1_000],
  ['epoch seconds', '1769846400', 1_000],
  ['epoch milliseconds', 1_769_846_400_000, 1],
  ['date', '2026-01-31', 86_400_000],
  [{ offset: '+02:00' }, '2026-01-31T10:00:00.000+02:00', 1],
  [{ offset: '-03:30' }, '2026-01-31 04:30:00.000', 1],
  [{ zone: 'Europe/Berlin' }, '2026-01-31T09:00:00.000', 1],
];

for (const [format, stamp, grainMs] of formats) {
  test(`Stamps such as ${JSON.stringify(stamp)} and bounds as ${JSON.stringify(format)} break no law, whatever the API's bounds`, () => {
    for (const bounds of ['[)', '[]', '()', '(]'] as const) {
      assert.deepEqual(brokenLaws(things({ strategy: { name: 'countdown', total: 'exact' }, window: { from: 'from', until: 'until', format, grainMs, bounds } }, stamp), { runs: 8 }), [], bounds);
    }
  });
}

const within = { from: 'from', until: 'until', format: 'iso', grainMs: 1 } as const;
const since = { from: 'since', format: 'iso', grainMs: 1 } as const;
const unnumbered = { size: 'size', sizeMax: 50 } as const;

const lists: readonly [string, Partial<Stream>][] = [
  ['offsets', { strategy: { name: 'countdown', total: 'apart' }, window: within, page: { offset: 'skip', size: 'limit', sizeMax: 50 } }],
  ['pages from 0, the total in a header', { strategy: { name: 'countdown', total: 'exact' }, window: within, page: { number: 'page', first: 0, size: 'size', sizeMax: 50 }, paths: { items: [], total: { header: 'X-Total-Count' }, stamp: ['at'] } }],
  ['an error past the end', { strategy: { name: 'countdown', total: 'none' }, window: within, page: { number: 'page', size: 'size', sizeMax: 50, pastEndStatus: 404 } }],
  ['a walk', { strategy: { name: 'walked' }, window: since }],
  ['keys', { strategy: { name: 'keyset', parameter: 'after', key: ['id'] }, window: within, page: unnumbered }],
  ['keys of a whole list, with snapshots', { strategy: { name: 'keyset', parameter: 'after', key: ['id'] }, list: 'whole', deletes: { by: 'snapshot' }, page: unnumbered }],
  ['tokens', { strategy: { name: 'token', ends: 'fresh', next: ['next'], parameter: 'token' }, window: within, page: unnumbered }],
  ['a feed that goes on from its last token', { strategy: { name: 'token', ends: 'sameAtEnd', next: ['last_seq'], parameter: 'since' }, list: 'appended', page: unnumbered }],
  ['keys that only grow', { strategy: { name: 'keyset', parameter: 'after', key: ['id'] }, list: 'appended', page: unnumbered }],
  ['links that expire', { strategy: { name: 'token', ends: 'fresh', next: { link: 'next' }, expiredStatus: 410 }, window: within, page: unnumbered }],
  ['a token that comes again at the end, in a header', { strategy: { name: 'token', ends: 'sameAtEnd', next: { header: 'X-Next' }, parameter: 'token' }, window: within, page: unnumbered }],
  ['a flag for what was deleted', { strategy: { name: 'countdown', total: 'exact' }, window: within, deletes: { by: 'flag', path: ['state', 'gone'] } }],
];

for (const [what, part] of lists) {
  test(`An API with ${what} breaks no law`, () => {
    assert.deepEqual(brokenLaws(things(part, '2026-01-31T08:00:00.000Z'), { runs: 30 }), []);
  });
}

/** A source of one list, whose ids are numbers. */
function things(part: Partial<Stream>, stamp: unknown): Source {
  const stream = {
    tables: ['things'],
    page: { number: 'page', size: 'size', sizeMax: 50 },
    paths: { items: ['items'], total: ['total'], stamp: ['at'] },
    example: { item: { id: 1, at: stamp, state: { gone: null } } },
    ...part,
  } as Stream;
  const { window, paths } = stream;
  const described = window === undefined ? { ...stream, paths: { items: paths.items } } : stream;
  return {
    catalog: { source: 'things', tables: { things: { primary_key: ['id'] } }, streams: { things: described } },
    secrets: z.object({}),
    access: () => ({ baseUrl: new URL('https://source.example'), headers: {}, credentials: [] }),
    endpoints: { things: { path: '/things', item: z.object({ id: jsonNumber }) } },
  };
}
