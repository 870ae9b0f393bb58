import '../without-coverage.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Catalog, Stream } from '../../src/core/catalog.ts';
import { floorInstant, type Instant } from '../../src/core/instant.ts';
import type { Page } from '../../src/core/page.ts';
import { promiseOf, type PromiseLevel } from '../../src/core/promise.ts';
import { printBound } from '../../src/edge/print-bound.ts';
import type { ListWorld } from '../simulation/list-world.ts';
import { ours } from '../simulation/ours.ts';
import type { ReadPage } from '../simulation/play.ts';
import { printStory } from '../simulation/print-story.ts';
import { firstInstant, thingsCatalogs } from '../simulation/things.ts';
import { findSmallest, judge, type Trial } from './judge.ts';
import { laws } from './laws.ts';
import { fixedSeed } from './trials.ts';

/*
 * The promises that are computed from a catalog, in both directions. What is complete, or as good as an API's cursor that
 * is stable, loses nothing in any story. For each weaker promise, and for what a promise rests on, a story is found in
 * which our own core loses a row, and it is printed.
 */

/** The laws of no loss. */
const noLoss = laws.filter(({ id }) => ['L1', 'L2', 'L3', 'L4'].includes(id));
const [neverLost = assert.fail('there is no L1')] = noLoss;

/** Stories that each complete kind of list is tried on. */
const storiesEach = 40;

/** Stories among which one that loses a row has to be; the first few do, mostly. */
const storiesMost = 3_000;

for (const catalog of thingsCatalogs) {
  const levels = [...new Set(Object.keys(catalog.streams).map((name) => promiseOf(catalog, name).level))];
  if (levels.includes('can lose rows')) continue;
  const strategies = Object.values(catalog.streams).map(({ strategy }) => (strategy.name === 'countdown' ? `countdown ${strategy.total}` : strategy.name));
  test(`${levels.join(' and ')}, and nothing is lost: ${catalog.source}, read by ${[...new Set(strategies)].join(' and ')}${limitOf(catalog)}`, () => {
    const broken = judge(noLoss, ours, trialOf(catalog, { runs: storiesEach })).filter((verdict) => verdict.broken !== null);
    assert.deepEqual(broken.map((verdict) => verdict.broken?.evidence), []);
  });
}

const things = { tables: ['things'], page: { number: 'page', size: 'size', sizeMax: 1_000 }, paths: { items: ['items'], stamp: ['stamp'] } } as const;
const within = { from: 'from', until: 'until', format: 'iso', grainMs: 1 } as const;
const since = { from: 'since', format: 'iso', grainMs: 1_000 } as const;
const session = { name: 'token', ends: 'session', next: ['next'], parameter: 'token' } as const;
const fresh = { name: 'token', ends: 'fresh', next: ['next'], parameter: 'token' } as const;

loses('can lose rows', 'A list read by plain page numbers, newest first, loses a row that moves to a page that was read', { ...things, strategy: { name: 'plain' }, window: within });

loses('can lose rows', 'A whole list read by plain page numbers loses rows as well, until it is read again', { ...things, strategy: { name: 'plain' }, list: 'whole' });

loses('can lose rows', 'A session that is asked again gives the next page, and the page of a call that died is lost', { ...things, strategy: session, window: within });

loses("as the API's cursor", 'Tokens are as stable as the API: where one is an offset into a list that rows leave, rows slip past it', { ...things, strategy: fresh, window: within }, (world, ask, edits) => {
  if (ask.strategy !== 'token') return world.answer(ask, edits);
  const number = ask.want.token === null ? 1 : Math.floor(Number(ask.want.token) / ask.pageSize) + 1;
  const page = world.answer({ ...ask, strategy: 'plain', want: { page: number } }, edits);
  return { ...page, ask, ...(page.count === 0 ? {} : { token: String(number * ask.pageSize) }) };
});

loses('complete', 'A walk along a `since` that leaves out its own bound, undeclared, loses the rows that share the last stamp of a page', { ...things, strategy: { name: 'walked' }, window: since }, (world, ask, edits) => {
  if (ask.strategy !== 'walked' || ask.want.since === null) return world.answer(ask, edits);
  return { ...world.answer({ ...ask, want: { ...ask.want, since: (ask.want.since + 1) as Instant } }, edits), ask };
});

/** An API that leaves out the beginning of a window and takes in its end, and answers what our edge prints for it. */
const readsBounds: ReadPage = (world, ask, edits) => {
  const parameters = world.catalog.streams[ask.stream]?.window;
  if (ask.strategy !== 'countdown' || ask.window === null || parameters === undefined) return world.answer(ask, edits);
  const asked = (bound: Instant, which: 'from' | 'until'): Instant => (Date.parse(printBound(bound, which, parameters)) + parameters.grainMs) as Instant;
  const { from, until } = ask.window;
  const window = { ...ask.window, from: from === null ? null : asked(from, 'from'), until: asked(until, 'until') };
  return { ...world.answer({ ...ask, window }, edits), ask };
};

const bySeconds = { ...things, paths: { ...things.paths, total: ['total'] }, strategy: { name: 'countdown', total: 'exact' } } as const;

loses('complete', 'A window whose bounds are other than declared loses the rows that are stamped at its beginning', { ...bySeconds, window: { ...within, grainMs: 1_000 } }, readsBounds);

test('A window with bounds as declared loses nothing, since the edge asks for it one grain earlier', () => {
  const declared = catalogOf({ ...bySeconds, window: { ...within, grainMs: 1_000, bounds: '(]' } });
  const broken = judge(noLoss, ours, trialOf(declared, { runs: 10 * storiesEach, readPage: readsBounds })).filter((verdict) => verdict.broken !== null);
  assert.deepEqual(broken.map((verdict) => verdict.broken?.evidence), []);
});

loses('complete', 'Going on behind the last key loses a row that becomes visible in another order than that of its key', { ...things, strategy: { name: 'keyset', parameter: 'after', key: ['id'] }, list: 'appended' }, (world, ask, edits) => {
  // The second row took its key before the first, and is seen after it.
  const page = world.answer(ask, edits);
  const late = page.changes.findIndex(({ insert }) => insert?.['things']?.[0]?.['id'] === 'things-0001');
  return late < 0 || page.count === 1 || nthAsk(world) > 1 ? page : without(page, late);
});

const countedDown = { ...things, paths: { ...things.paths, total: ['total'] }, strategy: { name: 'countdown', total: 'exact' }, window: within } as const;
const dayMs = 24 * 60 * 60 * 1_000;

/** Somebody imports a row, dated a day back, before the second page that is ever asked for. */
const importsARow: ReadPage = (world, ask, edits) => {
  if (nthAsk(world) === 2 && world.things.length > 0) world.seed(0, firstInstant - dayMs);
  return world.answer(ask, edits);
};

loses('complete', 'A row that is dated back behind the cursor is in no window, and lost', countedDown, importsARow);

test('A row that is dated back is found where everything is read again at times', () => {
  const rest = laws.filter(({ id }) => id === 'L4');
  const again = catalogOf({ ...countedDown, readAllEveryDays: 60_000 / dayMs });
  const [verdict] = judge(rest, ours, trialOf(again, { runs: 200, readPage: importsARow }));
  assert.equal(verdict?.broken ?? null, null);
});

/** A list of which the API only knows the beginning of a window, newest first: rows enter it, and push others back. */
const newestFirst: ReadPage = (world, ask, edits) => {
  for (const edit of edits) world.apply(edit);
  const number = 'page' in ask.want ? ask.want.page : 1;
  const listed = [...world.rowsIn(ask.stream, { from: ask.window?.from ?? null, until: Number.POSITIVE_INFINITY as Instant })].sort((one, other) => other.stamp - one.stamp);
  const changes = listed.slice((number - 1) * ask.pageSize, number * ask.pageSize).map(({ id, version }) => ({ insert: { things: [{ id, version }] } }));
  return { ask, count: changes.length, changes, total: null, pastEnd: false, date: floorInstant(world.now, 1_000) };
};

loses('can lose rows', 'A window without an end loses rows that others, which enter it, push past the counter', { ...things, paths: { items: ['items'] }, strategy: { name: 'countdown', total: 'none' }, window: { from: 'since', format: 'iso', grainMs: 1 } }, newestFirst);

/** Finds the smallest story in which our core loses a row of a list with such a promise, and shows it. */
function loses(level: PromiseLevel, title: string, stream: Stream, readPage?: ReadPage): void {
  test(title, (context) => {
    assert.equal(promiseOf(catalogOf(stream), 'things').level, level);
    const trial = trialOf(catalogOf(stream), { runs: storiesMost, ...(readPage === undefined ? {} : { readPage }) });
    const found = findSmallest(neverLost, ours, trial) ?? assert.fail(`no row was lost in ${storiesMost} stories`);
    for (const line of printStory(found.story).split('\n')) context.diagnostic(line);
    assert.match(found.evidence, /lost in|stale/);
  });
}

function catalogOf(stream: Stream): Catalog {
  return { source: 'things', tables: { things: { primary_key: ['id'] } }, streams: { things: stream } };
}

function trialOf(catalog: Catalog, rest: Pick<Trial, 'runs' | 'readPage'>): Trial {
  return { catalogs: [catalog], seed: fixedSeed, ...rest };
}

function limitOf({ streams }: Catalog): string {
  const [stream] = Object.values(streams);
  const parts = [
    stream?.window?.resultsMax === undefined ? '' : `at most ${stream.window.resultsMax} results`,
    stream?.page.pastEndStatus === undefined ? '' : 'an error past the end',
    stream?.window !== undefined && stream.window.grainMs > 1 ? `stamps of ${stream.window.grainMs} ms` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** How many pages were asked of each world. */
const asks = new WeakMap<ListWorld, number>();

function nthAsk(world: ListWorld): number {
  const nth = (asks.get(world) ?? 0) + 1;
  asks.set(world, nth);
  return nth;
}

function without(page: Page, nth: number): Page {
  return { ...page, count: page.count - 1, changes: page.changes.filter((_, place) => place !== nth) };
}
