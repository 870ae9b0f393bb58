import { alteredPage, counting, type Mutant } from './alter.ts';

export const atLeast: Mutant = {
  name: 'at-least',
  mistake: 'a total equal to the one known when the page was asked for (≥ for >) counts as a row that entered',
  subject: alteredPage((page, paging) => {
    const known = counting(paging)?.total ?? null;
    return known !== null && page.ask.strategy === 'countdown' && page.total === page.ask.want.total ? { ...page, total: known + 1 } : page;
  }),
};
