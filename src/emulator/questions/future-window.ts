import { floorInstant } from '../../core/instant.ts';
import { no, yes, type Question } from './question.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** An API answers 200 to a filter that it does not know, and ignores it. */
export const futureWindow: Question = {
  states: 'a window in the future is empty',
  matters:
    'The API ignores the window: every window would hold the whole list, rows enter it all the time, and nothing of the promise holds. Compare the names, format and meaning of the parameters with its documentation.',
  ask: async ({ stream: { window: parameters }, now, page }) => {
    if (parameters === undefined) return null;
    // Whole days, so that every format and zone can say them.
    const from = floorInstant(now + 2 * dayMs, dayMs);
    const until = floorInstant(from + 30 * dayMs, dayMs);
    const asked = parameters.until === undefined ? parameters.from : `${parameters.from} and ${parameters.until}`;
    const { status, items, total } = await page(1, { window: { from, until, end: until }, anyStatus: true });
    if (status !== 200) return status < 500 ? yes(`it is refused with status ${status}, so ${asked} is known`) : no(`status ${status} came`);
    if (items.length > 0) return no(`${items.length} rows came for ${asked} that lie in the future`);
    return total !== null && total > 0 ? no(`it has no rows, but a total of ${total}: the API counts without the window`) : yes('no row came');
  },
};
