import { alteredPage, counting, type Mutant } from './alter.ts';

export const stalePageCountsAsEntered: Mutant = {
  name: 'stale-page-counts-as-entered',
  mistake: 'a total is compared with the one known now instead of the one known when the page was asked for',
  subject: alteredPage((page, paging) => {
    const { ask } = page;
    if (ask.strategy !== 'countdown') return page;
    return { ...page, ask: { ...ask, want: { ...ask.want, total: counting(paging)?.total ?? ask.want.total } } };
  }),
};
