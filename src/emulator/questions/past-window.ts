import type { Instant } from '../../core/instant.ts';
import { no, yes, type Question } from './question.ts';

/** Long before any API, and yet a moment that every format can say. */
const until = Date.parse('1970-01-03T00:00:00Z') as Instant;

/** An API may know the beginning of a window and not its end. */
export const pastWindow: Question = {
  states: 'a window that ended in 1970 is empty',
  matters: "The API ignores the window's end: rows that change while a window is read enter it. Correct the parameter's name, or leave out the end and choose a strategy that needs none (walked, keyset).",
  ask: async ({ stream: { window: parameters }, page }) => {
    if (parameters?.until === undefined) return null;
    const { status, items, stamps } = await page(1, { window: { from: null, until, end: until }, anyStatus: true });
    if (status !== 200) return status < 500 ? yes(`it is refused with status ${status}, so ${parameters.until} is known`) : no(`status ${status} came`);
    // A stamp of zero is how some APIs say that there is none.
    if (items.length === 0 || (stamps !== undefined && stamps.last < until)) return yes('no later row came');
    return no(`${items.length} rows came for a ${parameters.until} in 1970`);
  },
};
