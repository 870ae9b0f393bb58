import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { InstantFormat, WindowParameters } from '../../../src/core/catalog.ts';
import { floorInstant, parseInstant, printInstant, type Instant } from '../../../src/core/instant.ts';
import { unambiguous } from '../../../src/core/zone.ts';
import { printBound, printFormatted } from '../../../src/edge/print-bound.ts';
import { readStamp } from '../../../src/edge/read-stamp.ts';

const noon = instant('2026-01-31T12:00:00.000Z');

/** How each format prints noon. */
const printed: readonly [InstantFormat, string][] = [
  ['iso', '2026-01-31T12:00:00.000Z'],
  ['iso seconds', '2026-01-31T12:00:00Z'],
  ['epoch seconds', '1769860800'],
  ['epoch milliseconds', '1769860800000'],
  ['date', '2026-01-31'],
  [{ offset: '+02:00' }, '2026-01-31T14:00:00+02:00'],
  [{ offset: '-09:30' }, '2026-01-31T02:30:00-09:30'],
  [{ zone: 'Europe/Berlin' }, '2026-01-31T13:00:00'],
  [{ zone: 'America/New_York' }, '2026-01-31T07:00:00'],
];

test('A bound is printed in the format of the API', () => {
  for (const [format, text] of printed) assert.equal(printFormatted(noon, format), text);
});

test('A start that is excluded and an end that is included are asked one grain earlier', () => {
  const shift = (bounds: NonNullable<WindowParameters['bounds']>): string[] =>
    (['from', 'until'] as const).map((which) => printBound(noon, which, { from: 'from', bounds, format: 'iso seconds', grainMs: 1_000 }).slice(11, 19));
  assert.deepEqual(shift('[)'), ['12:00:00', '12:00:00']);
  assert.deepEqual(shift('[]'), ['12:00:00', '11:59:59']);
  assert.deepEqual(shift('()'), ['11:59:59', '12:00:00']);
  assert.deepEqual(shift('(]'), ['11:59:59', '11:59:59']);
});

/** For each kind of bounds, whether an API that has them lists a row of that stamp. */
const includes: Readonly<Record<NonNullable<WindowParameters['bounds']>, (stamp: number, from: number, until: number) => boolean>> = {
  '[)': (stamp, from, until) => from <= stamp && stamp < until,
  '[]': (stamp, from, until) => from <= stamp && stamp <= until,
  '()': (stamp, from, until) => from < stamp && stamp < until,
  '(]': (stamp, from, until) => from < stamp && stamp <= until,
};

const grains = fc.constantFrom(1, 1_000, 60_000, 86_400_000);

test('Whatever bounds an API has, it lists exactly the rows of the half-open window', () => {
  const bounds = fc.constantFrom<keyof typeof includes>('[)', '[]', '()', '(]');
  const around = fc.integer({ min: -5, max: 5 });
  fc.assert(
    fc.property(bounds, grains, fc.integer({ min: 0, max: 3 }), around, (kind, grainMs, length, offset) => {
      const from = floorInstant(noon, grainMs);
      const until = (from + length * grainMs) as Instant;
      const stamp = from + offset * grainMs;
      const asked = (bound: Instant, which: 'from' | 'until'): number =>
        Number(printBound(bound, which, { from: 'from', bounds: kind, format: 'epoch milliseconds', grainMs }));
      assert.equal(includes[kind](stamp, asked(from, 'from'), asked(until, 'until')), from <= stamp && stamp < until);
    }),
  );
});

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Antarctica/Troll', 'UTC'];

const formats = fc.oneof(
  fc.constantFrom<InstantFormat>('iso', 'iso seconds', 'epoch seconds', 'epoch milliseconds', 'date'),
  fc.constantFrom('+00:00', '+02:00', '-09:30', '+14:00').map((offset) => ({ offset })),
  fc.constantFrom(...zones).map((zone) => ({ zone })),
);

const moments = fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2100, 0, 1) }).map((at) => at as Instant);

test('What is printed as a bound is read back as the same stamp', () => {
  fc.assert(
    fc.property(formats, moments, (format, drawn) => {
      const at = boundOf(format, drawn);
      const text = printFormatted(at, format);
      assert.equal(readStamp(text, format), at, `${text} of ${printInstant(at)}`);
      if (format === 'epoch seconds' || format === 'epoch milliseconds') assert.equal(readStamp(Number(text), format), at);
    }),
    { numRuns: 1_000 },
  );
});

test('Near every change of the clocks, too, what is printed is read back, and a later bound never reads as an earlier stamp', () => {
  // Both changes of 2026 in Berlin and New York.
  for (const [zone, change] of [
    ['Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z'],
    ['America/New_York', '2026-03-08T07:00:00Z'],
    ['America/New_York', '2026-11-01T06:00:00Z'],
  ] as const) {
    const format = { zone };
    let before = Number.NEGATIVE_INFINITY;
    for (let minutes = -240; minutes <= 240; minutes += 15) {
      const at = instant(change) + minutes * 60_000;
      const bound = unambiguous(zone, at as Instant);
      assert.equal(readStamp(printFormatted(bound, format), format), bound);
      // Of a row: its local time may have come before, and is then read as the first of the two.
      const stamp = readStamp(printFormatted(at as Instant, format), format);
      assert.ok(stamp !== null && (stamp === at || stamp === at - 3_600_000), `${zone} ${minutes}`);
      if (stamp === at) {
        assert.ok(stamp > before);
        before = stamp;
      }
    }
  }
});

test('A local time that comes twice is the first of the two, and one that never comes is near the change', () => {
  const read = (text: string, zone: string): string => printInstant(readStamp(text, { zone }) ?? (0 as Instant));
  assert.equal(read('2026-10-25T02:30:00', 'Europe/Berlin'), '2026-10-25T00:30:00.000Z');
  assert.equal(read('2026-11-01T01:30:00', 'America/New_York'), '2026-11-01T05:30:00.000Z');
  assert.equal(read('2026-03-29T02:30:00', 'Europe/Berlin'), '2026-03-29T00:30:00.000Z');
});

/** Stamps of many APIs, and the moment that each is. */
const stamps: readonly [string | number, InstantFormat, string][] = [
  ['2026-01-31T12:00:00Z', 'iso', '2026-01-31T12:00:00.000Z'],
  ['2026-01-31T12:00:00.123456789Z', 'iso', '2026-01-31T12:00:00.123Z'],
  ['2026-01-31T12:00:00.9999Z', 'epoch seconds', '2026-01-31T12:00:00.999Z'],
  ['2026-01-31 12:00:00', 'iso', '2026-01-31T12:00:00.000Z'],
  ['2026-01-31T14:00:00+02:00', 'iso', '2026-01-31T12:00:00.000Z'],
  ['2026-01-31T14:00:00+0200', 'iso', '2026-01-31T12:00:00.000Z'],
  ['2026-01-31T12:00', { offset: '+02:00' }, '2026-01-31T10:00:00.000Z'],
  ['2026-01-31T12:00:00Z', { zone: 'Europe/Berlin' }, '2026-01-31T12:00:00.000Z'],
  ['2026-01-31', { zone: 'Europe/Berlin' }, '2026-01-31T00:00:00.000Z'],
  [1769860800.75, 'epoch seconds', '2026-01-31T12:00:00.750Z'],
  ['1769860800', 'epoch seconds', '2026-01-31T12:00:00.000Z'],
  [1769860800000, 'iso', '2026-01-31T12:00:00.000Z'],
];

test('A stamp is read in whole milliseconds, rounded down, whichever of the usual forms it has', () => {
  for (const [value, format, at] of stamps) assert.equal(printInstant(readStamp(value, format) ?? (0 as Instant)), at, String(value));
});

test('What is no stamp is none', () => {
  const none = ['', 'yesterday', '2026-02-30T00:00:00Z', '2026-13-01', '2026-01-31T24:00:00Z', '2026-01-31T12:60:00Z', '31.01.2026', '0099-01-01', null, true, {}, [], undefined];
  for (const value of none) assert.equal(readStamp(value, 'iso'), null, JSON.stringify(value));
  assert.equal(readStamp('1769860800', 'iso'), null);
  assert.equal(readStamp(1e300, 'epoch seconds'), null);
});

function instant(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new Error(`${text} is no time`);
  return at;
}

/** The last moment not after `at` that can be the bound of a window of this format. */
function boundOf(format: InstantFormat, at: Instant): Instant {
  if (format === 'date') return floorInstant(at, 86_400_000);
  if (format === 'iso seconds' || format === 'epoch seconds') return floorInstant(at, 1_000);
  return typeof format === 'object' && 'zone' in format ? unambiguous(format.zone, at) : at;
}
