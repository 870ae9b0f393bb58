import type { Catalog, Stream } from '../catalog.ts';
import { isTombstones } from './tombstones.ts';

/** What would make a stream's promise better, or keep it with fewer requests, as sentences. */
export function improvementsOf(catalog: Catalog, name: string, stream: Stream): readonly string[] {
  return [...readingOf(stream), ...windowOf(stream), ...(isTombstones(catalog, name) ? [] : deletionsOf(stream))];
}

function readingOf({ strategy, window, list }: Stream): string[] {
  switch (strategy.name) {
    case 'countdown':
      if (window !== undefined && window.until === undefined) {
        return ["A window's end would let nothing enter it. An API that only knows 'changed since' is read by walked, if it lists in the order of change, or by keyset."];
      }
      if (strategy.total === 'none') {
        return [`Ask for the count, if the API has one${list === undefined ? ': counted with the rows it allows pages to be read ahead, and' : ':'} finding the last page costs no requests then.`];
      }
      return strategy.total === 'apart' && list === undefined
        ? ['A total counted in one statement with the rows would allow pages to be read ahead.']
        : [];
    case 'walked':
      return window === undefined
        ? ['Name the window: the parameter that asks for what changed since.']
        : ["A window's end, with page numbers and a count, would allow countdown, which reads pages ahead."];
    case 'keyset':
      return list === 'appended' ? ["A window of modification time would bring rows that change, too."] : [];
    case 'token':
      return strategy.ends === 'session'
        ? ["A token for each page, which may be asked with twice, would make it as stable as the API's own cursor."]
        : ["Page numbers in an order that lasts, or a key to seek behind, would make it complete, whatever the API's tokens do."];
    case 'plain': {
      const others = window === undefined
        ? 'an order by something that never changes, with new rows at the end (countdown)'
        : `an order by change (walked), or ${window.until === undefined ? "a window's end and " : ''}an order by something that never changes (countdown)`;
      return [`A key to seek behind (keyset), or ${others}, would make it complete.`];
    }
  }
}

function windowOf({ window, list, paths: { stamp }, strategy, deletes, readAllEveryDays }: Stream): string[] {
  if (window === undefined) {
    return list === 'whole' && deletes?.by !== 'snapshot' ? ['A window of modification time would save reading the whole list in every sync.'] : [];
  }
  return [
    ...(stamp === undefined ? ["Name where an item's stamp stands (paths.stamp), so that an API that ignores the window is noticed."] : []),
    ...(strategy.name === 'plain' && readAllEveryDays === undefined
      ? ['readAllEveryDays would bring rows that were missed, so many days later.']
      : []),
  ];
}

function deletionsOf({ deletes, list }: Stream): string[] {
  if (deletes !== undefined) return [];
  if (list === 'appended') return [];
  return [`A list of deletions, or a flag${list === 'whole' ? ', or comparing with the whole list (snapshot)' : ''}, would let deletions be noticed.`];
}
