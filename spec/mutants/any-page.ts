import { alteredPage, counting, type Mutant } from './alter.ts';

export const anyPage: Mutant = {
  name: 'any-page',
  mistake: 'pages are taken in the order in which they come, whatever their number',
  subject: alteredPage((page, paging) => {
    const position = counting(paging);
    const { ask } = page;
    if (position === null || ask.strategy !== 'countdown' || ask.want.at !== 'count') return page;
    return { ...page, ask: { ...ask, want: { ...ask.want, page: position.page } } };
  }),
};
