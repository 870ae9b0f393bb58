import { floorInstant, printInstant, type Instant } from '../../core/instant.ts';
import { no, open, yes, type Question } from './question.ts';

/** A row whose stamp is a window's beginning must be in it, or it is in no window at all. */
export const boundsAsDeclared: Question = {
  states: 'a window that begins with the stamp of a row has that row',
  matters: "Rows whose stamp is a window's beginning fall between two windows and are lost. Correct the stream's window: its bounds, format, zone and grain.",
  ask: async ({ stream: { window: parameters, paths }, window, page }) => {
    if (parameters === undefined || window === null || paths.stamp === undefined) return null;
    for (const attempt of ['first', 'second']) {
      const { stamps } = await page();
      if (stamps === undefined) return open('there is no row to look for');
      const from = floorInstant(stamps.last, parameters.grainMs);
      const until = (from + parameters.grainMs) as Instant;
      const around = await page(1, { window: { from, until, end: until } });
      if (around.stamps !== undefined && floorInstant(around.stamps.last, parameters.grainMs) >= from && floorInstant(around.stamps.earliest, parameters.grainMs) <= from) {
        return yes(`the row stamped ${printInstant(stamps.last)} is there`);
      }
      // It may have changed meanwhile: then another is looked for.
      if (attempt === 'second') return no(`the row stamped ${printInstant(stamps.last)} is not in the window that begins with ${printInstant(from)}`);
    }
    return null;
  },
};
