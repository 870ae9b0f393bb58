import type { Catalog, Stream, WindowParameters } from '../catalog.ts';
import { isTombstones } from './tombstones.ts';

/** What has to be true of the API for a stream's promise to hold, as sentences. */
export function assumptionsOf(catalog: Catalog, name: string, stream: Stream): readonly string[] {
  const { window, list } = stream;
  return [
    ...readingOf(stream),
    ...(window === undefined ? [] : windowOf(stream, window)),
    ...(list === 'appended' ? ['Rows are only ever added, at the end of the list, and never change.'] : []),
    ...(isTombstones(catalog, name) ? [] : deletionsOf(stream)),
  ];
}

function readingOf({ strategy, window, list }: Stream): string[] {
  switch (strategy.name) {
    case 'countdown':
      return [
        `The list's order is strict, ties broken by a unique column, and does not change for a row ${window === undefined ? 'of the list' : 'inside the window'}.`,
        ...(strategy.total === 'exact' && list !== 'appended' ? ['The API counts the list in one statement with the rows of the page.'] : []),
        ...(list === 'whole' ? ['New rows come at the end of the list.'] : []),
      ];
    case 'walked':
      return [
        'The list is in the order of change, and inside a group of equal stamps in a strict order that does not change.',
      ];
    case 'keyset':
      return [
        "The list is in the order of its keys, and a row's key never changes.",
        ...(list === 'appended' ? ['Rows become visible in the order of their keys: none appears behind one that was already read.'] : []),
      ];
    case 'token':
      return [
        'The API lists every row behind its tokens, also those that change while it is read.',
        ...(list === 'appended' ? ['The last token stays good until the next sync.'] : []),
      ];
    case 'plain':
      return list === 'whole' ? ['A row that one sync misses comes with a later one, if it stands still then.'] : [];
  }
}

function windowOf({ tables, readAllEveryDays }: Stream, { from, until, bounds = '[)', format, grainMs }: WindowParameters): string[] {
  const excludes = bounds.startsWith('(') || (until !== undefined && bounds.endsWith(']'));
  return [
    "The source's clock does not step back by more than settleSeconds, which exceeds its slowest commit, replica lag and answer together.",
    "The API sends a Date header; without one this machine's clock stands in, and must not be ahead of the source's.",
    readAllEveryDays === undefined
      ? 'Nothing is dated back into a window that was read.'
      : `What is dated back into a window that was read comes when everything is read again, after ${readAllEveryDays} days at the latest.`,
    `Every row has a stamp: one without is in no window, and is never asked for by '${from}'.`,
    ...(excludes
      ? [`Stamps are no finer than ${printSpan(grainMs)}: a bound that the API takes the other way is asked for so much earlier.`]
      : [`The API includes the lower bound${until === undefined ? '' : ', and excludes the upper one'}.`]),
    ...(format === 'date' ? ['Bounds are whole days, so the newest rows are those of the day before.'] : []),
    ...(typeof format === 'object' && 'zone' in format
      ? [`The API filters by the clocks of ${format.zone}; a window that begins near a change of clocks reaches back across it.`]
      : []),
    ...(tables.length > 1 ? ["A parent's stamp changes with that of its children."] : []),
  ];
}

function deletionsOf({ deletes, window }: Stream): string[] {
  switch (deletes?.by) {
    case undefined:
      return ['Deletions are not noticed, unless items bring them in rows of their own: a row deleted in the source stays.'];
    case 'tombstones':
      return [
        `Deletions are noticed as surely as stream ${deletes.stream} promises, and its tombstones live longer than the longest pause between two syncs.`,
        ...(deletes.undeleted ? [] : ['A deleted row never comes back.']),
      ];
    case 'flag':
      return [`Rows flagged as deleted stay listed${window === undefined ? '' : ', and the flag changes their stamp'}.`];
    case 'snapshot':
      return [
        'Until the whole list is read, rows not yet read may show as deleted.',
        'The credential sees all rows: those it may not see count as deleted.',
      ];
  }
}

const spans = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
  { name: 'second', ms: 1_000 },
] as const;

function printSpan(grainMs: number): string {
  const span = spans.find(({ ms }) => grainMs === ms);
  return span === undefined ? `${grainMs} ms` : `a ${span.name}`.replace('a hour', 'an hour');
}
