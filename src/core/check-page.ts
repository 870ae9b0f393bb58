import type { Stream, WindowParameters } from './catalog.ts';
import { floorInstant, printInstant, type Instant } from './instant.ts';
import type { Page } from './page.ts';
import { brokenPromise } from './paging/broken-promise.ts';
import { printWindow, type Window } from './window.ts';

/** T6, K8: what any page of a stream has to keep, however it is read. Throws `CONTRACT`. */
export function checkPage({ window: parameters, page: { size } }: Stream, page: Page): void {
  const { ask, count, stamps } = page;
  if (size !== undefined && count > ask.pageSize) {
    throw brokenPromise(page, 'page' in ask.want ? `page ${ask.want.page}` : 'a page', `at most ${ask.pageSize} rows`, `${count} came`);
  }
  if (stamps === undefined || ask.window === null || parameters === undefined) return;
  const least = leastStamp(ask.window, parameters);
  if (least !== null && stamps.earliest < least) {
    throw brokenPromise(
      page,
      `window ${printWindow(ask.window)}`,
      'no row stamped before the window',
      `one of ${printInstant(stamps.earliest)} came. The API may not know the parameter '${parameters.from}'`,
    );
  }
}

/** The earliest stamp that an answer may hold: an exclusive start is asked for one grain earlier. */
function leastStamp({ from }: Window, { bounds = '[)', grainMs }: WindowParameters): Instant | null {
  return from === null ? null : floorInstant(bounds.startsWith('(') ? from - grainMs : from, grainMs);
}
