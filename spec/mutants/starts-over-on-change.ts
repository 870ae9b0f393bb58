import { alteredStep, at, counting, type Mutant } from './alter.ts';

export const startsOverOnChange: Mutant = {
  name: 'starts-over-on-change',
  mistake: 'a total that fell makes the counter worthless, so the window starts over',
  subject: alteredStep(({ before, after, page }) => {
    const known = counting(before)?.total ?? null;
    const fell = after.phase === 'paging' && known !== null && page.total !== null && page.total < known && counting(after) !== null;
    return fell ? at(after, { at: 'first', shortRows: null }) : null;
  }),
};
