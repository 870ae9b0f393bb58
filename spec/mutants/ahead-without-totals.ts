import { alteredPage, counting, type Mutant } from './alter.ts';

export const aheadWithoutTotals: Mutant = {
  name: 'ahead-without-totals',
  mistake: 'a page read ahead is delivered without comparing its total with what was delivered since it was asked for',
  subject: alteredPage((page, paging) => {
    const known = counting(paging)?.total ?? null;
    return known === null || page.total === null ? page : { ...page, total: Math.min(page.total, known) };
  }),
};
