import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Catalog, Listing, Stream, WindowParameters } from '../../../src/core/catalog.ts';
import { demandAcceptance, promiseOf, type StreamPromise } from '../../../src/core/promise.ts';

const window = { from: 'since', until: 'until', format: 'iso', grainMs: 1 } as const;
const since = { from: 'since', format: 'iso', grainMs: 1 } as const;

const countdown = { name: 'countdown', total: 'exact' } as const;
const keyset = { name: 'keyset', parameter: 'after', key: ['id'] } as const;
const token = { name: 'token', ends: 'fresh', next: ['next'], parameter: 'token' } as const;
const session = { ...token, ends: 'session' } as const;
const walked = { name: 'walked' } as const;
const plain = { name: 'plain' } as const;

type Rest = Partial<Pick<Stream, 'tables' | 'deletes' | 'readAllEveryDays' | 'accepts' | 'paths'>>;

function oneStream(strategy: Stream['strategy'], listing: Listing, rest: Rest = {}): Catalog {
  return {
    source: 'things',
    tables: { things: { primary_key: ['id'] } },
    streams: {
      things: { tables: ['things'], strategy, page: { number: 'page', sizeMax: 100 }, paths: { items: [], stamp: ['at'] }, ...listing, ...rest },
    },
  };
}

function promised(strategy: Stream['strategy'], listing: Listing, rest: Rest = {}): StreamPromise {
  return promiseOf(oneStream(strategy, listing, rest), 'things');
}

const levels: readonly [string, Stream['strategy'], Listing, StreamPromise['level']][] = [
  ['countdown in a window with both ends', countdown, { window }, 'complete'],
  ['countdown of an appended list', countdown, { list: 'appended' }, 'complete'],
  ['countdown of a whole list', { name: 'countdown', total: 'none' }, { list: 'whole' }, 'complete'],
  ['countdown in a window without an end', countdown, { window: since }, 'can lose rows'],
  ["walked behind 'changed since'", walked, { window: since }, 'complete'],
  ['walked without a window', walked, { list: 'whole' }, 'can lose rows'],
  ['keyset in a window', keyset, { window }, 'complete'],
  ['keyset of an appended list', keyset, { list: 'appended' }, 'complete'],
  ['token with new tokens', token, { window }, "as the API's cursor"],
  ['token with one token for the session', session, { window }, 'can lose rows'],
  ['plain in a window', plain, { window }, 'can lose rows'],
  ['plain over a whole list', plain, { list: 'whole' }, 'can lose rows'],
];

for (const [what, strategy, listing, level] of levels) {
  test(`The promise of ${what} is '${level}'`, () => {
    assert.equal(promised(strategy, listing).level, level);
    assert.match(promised(strategy, listing).because, /^[A-Z].*[^.]\.$/);
  });
}

test('A countdown says why nothing is missed, which depends on its list', () => {
  assert.match(promised(countdown, { window }).because, /Rows only leave a window/);
  assert.match(promised(countdown, { list: 'whole' }).because, /Rows are only added at the end/);
});

/** A list as its author would describe it, and words that have to stand in what its promise rests on. */
const rests: readonly [string, StreamPromise, readonly RegExp[], readonly RegExp[]][] = [
  ['a window', promised(countdown, { window }), [/order is strict.* for a row inside the window\./, /one statement/, /settleSeconds/, /Date header/, /Nothing is dated back/, /has a stamp/, /includes the lower bound, and excludes/, /not noticed/], [/never change/, /whole days/, /parent/, /New rows come/]],
  ["'changed since'", promised(walked, { window: since }), [/order of change/, /includes the lower bound\./], [/excludes/]],
  ["'changed since' with an inclusive end", promised(walked, { window: { ...since, bounds: '[]' } }), [/includes the lower bound\./], [/finer/]],
  ['an exclusive start', promised(walked, { window: { ...since, bounds: '(]' } }), [/finer than 1 ms/], [/includes/]],
  ['an inclusive end', promised(countdown, { window: { ...window, bounds: '[]', grainMs: 3_600_000 } }), [/finer than an hour/], [/includes/]],
  ['an inclusive end of days', promised(countdown, { window: { ...window, bounds: '[]', format: 'date', grainMs: 86_400_000 } }), [/finer than a day/, /day before/], []],
  ['local time', promised(countdown, { window: { ...window, format: { zone: 'Europe/Berlin' } } }), [/Europe\/Berlin/], []],
  ['a fixed offset', promised(countdown, { window: { ...window, format: { offset: '+02:00' } } }), [], [/clocks of/]],
  ['reading everything again', promised(countdown, { window }, { readAllEveryDays: 30 }), [/after 30 days/], [/Nothing is dated back/]],
  ['several tables', promised(countdown, { window }, { tables: ['things', 'parts'] }), [/parent's stamp/], []],
  ['an appended list', promised(countdown, { list: 'appended' }), [/only ever added/], [/one statement/, /settleSeconds/]],
  ['a whole list', promised({ name: 'countdown', total: 'apart' }, { list: 'whole' }), [/for a row of the list\./, /New rows come at the end/], [/one statement/]],
  ['keys', promised(keyset, { window }), [/key never changes/], [/visible/]],
  ['keys of an appended list', promised(keyset, { list: 'appended' }), [/key never changes/, /visible in the order/], []],
  ['tokens', promised(token, { window }), [/behind its tokens/], [/until the next sync/]],
  ['tokens of an appended list', promised(token, { list: 'appended' }), [/last token stays good/], []],
  ['plain over a whole list', promised(plain, { list: 'whole' }), [/comes with a later one/], []],
  ['plain in a window', promised(plain, { window }), [], [/comes with a later one/]],
  ['a flag', promised(countdown, { window }, { deletes: { by: 'flag', path: ['gone'] } }), [/flag changes their stamp/], [/not noticed/]],
  ['a flag in a whole list', promised(countdown, { list: 'whole' }, { deletes: { by: 'flag', path: ['gone'] } }), [/stay listed\./], [/stamp/]],
  ['a snapshot', promised(countdown, { list: 'whole' }, { deletes: { by: 'snapshot' } }), [/may show as deleted/, /sees all rows/], [/not noticed/]],
];

for (const [what, { restsOn }, there, absent] of rests) {
  test(`What the promise of ${what} rests on is said`, () => {
    const text = restsOn.join(' ');
    for (const words of there) assert.match(text, words);
    for (const words of absent) assert.doesNotMatch(text, words);
    for (const sentence of restsOn) assert.match(sentence, /^[A-Z].*[^.]\.$/);
  });
}

const improved: readonly [string, StreamPromise, RegExp | null][] = [
  ['an exact total', promised(countdown, { window }, { deletes: { by: 'flag', path: ['gone'] } }), null],
  ['no total', promised({ name: 'countdown', total: 'none' }, { window }), /Ask for the count.*ahead/],
  ['no total of an appended list', promised({ name: 'countdown', total: 'none' }, { list: 'appended' }), /Ask for the count.*: finding/],
  ['a total counted apart', promised({ name: 'countdown', total: 'apart' }, { window }), /one statement/],
  ['a total counted apart of an appended list', promised({ name: 'countdown', total: 'apart' }, { list: 'appended' }), null],
  ['a window without an end', promised(countdown, { window: since }), /window's end/],
  ['walked', promised(walked, { window: since }), /window's end.*countdown/],
  ['walked without a window', promised(walked, { list: 'whole' }), /Name the window/],
  ['keyset', promised(keyset, { window }, { deletes: { by: 'flag', path: ['gone'] } }), null],
  ['keyset of an appended list', promised(keyset, { list: 'appended' }), /modification time/],
  ['a whole list', promised(countdown, { list: 'whole' }), /save reading the whole list.*snapshot/],
  ['a snapshot', promised(countdown, { list: 'whole' }, { deletes: { by: 'snapshot' } }), null],
  ['tokens', promised(token, { window }), /Page numbers/],
  ['a session', promised(session, { window }), /token for each page/],
  ['plain', promised(plain, { window }), /keyset.*walked\), or an order by something.*countdown.*readAllEveryDays/],
  ['plain with everything read again', promised(plain, { window: since }, { readAllEveryDays: 7 }), /window's end(?!.*readAllEveryDays)/],
  ['a whole list whose deletions are not noticed', promised(keyset, { list: 'whole' }), /A list of deletions, or a flag, or comparing/],
  ['a window whose deletions are not noticed', promised(keyset, { window }), /A list of deletions, or a flag, would/],
  ['plain over a whole list', promised(plain, { list: 'whole' }), /new rows at the end/],
  ['a window whose stamps stand nowhere', promised(countdown, { window }, { paths: { items: [] } }), /paths\.stamp/],
];

for (const [what, { improvements }, expected] of improved) {
  test(`What would improve the promise of ${what} is said`, () => {
    if (expected === null) assert.deepEqual(improvements, []);
    else assert.match(improvements.join(' '), expected);
  });
}

function withTombstones(undeleted: boolean): Catalog {
  const { streams, ...catalog } = oneStream(countdown, { window }, { deletes: { by: 'tombstones', stream: 'gone', undeleted } });
  const { deletes, ...listed } = streams['things'] ?? assert.fail();
  assert.ok(deletes);
  return { ...catalog, streams: { gone: listed, ...streams } };
}

test('A list with tombstones is as sure of its deletions as the list of deletions, which itself lacks none', () => {
  const text = promiseOf(withTombstones(false), 'things').restsOn.join(' ');
  assert.match(text, /as surely as stream gone promises.*longest pause.*never comes back/);
  const { restsOn } = promiseOf(withTombstones(true), 'things');
  assert.doesNotMatch(restsOn.join(' '), /never comes back/);
  const gone = promiseOf(withTombstones(true), 'gone');
  for (const sentence of [...restsOn, ...gone.restsOn]) assert.match(sentence, /^[A-Z].*[^.]\.$/);
  assert.doesNotMatch(gone.restsOn.join(' '), /not noticed/);
  assert.deepEqual(gone.improvements, []);
});

test('A stream that can lose rows does not start unless its source accepts that by name', () => {
  assert.throws(() => {
    demandAcceptance(oneStream(plain, { window }));
  }, { code: 'SETTINGS', message: /source things, stream things: expected a stream that loses no row, or accepts.*can lose rows\. Its list .* is missed\. A key.*keyset.*complete\. readAllEveryDays.*noticed\. Otherwise.*accepts: 'loss'/ });
  demandAcceptance(oneStream(plain, { window }, { accepts: 'loss' }));
  demandAcceptance(oneStream(token, { window }));
});

test('A stream that does not exist promises nothing', () => {
  assert.throws(() => promiseOf(oneStream(plain, { window }), 'others'), { code: 'BUG' });
});

const grains: readonly [number, RegExp][] = [
  [60_000, /than a minute/],
  [1_000, /than a second/],
  [500, /than 500 ms/],
];

for (const [grainMs, words] of grains) {
  test(`A grain of ${grainMs} ms is said in words`, () => {
    const parameters: WindowParameters = { ...window, bounds: '(]', grainMs };
    assert.match(promised(countdown, { window: parameters }).restsOn.join(' '), words);
  });
}
