import { alteredStep, finished, wasDelivered, type Mutant } from './alter.ts';

export const shortPageIsLast: Mutant = {
  name: 'short-page-is-last',
  mistake: 'a page with fewer rows than asked for ends the window',
  subject: alteredStep((step) => {
    const { page, before, after, catalog } = step;
    const short = page.count > 0 && page.count < page.ask.pageSize;
    return short && after.phase === 'paging' && wasDelivered(step) ? finished(catalog, page.ask.stream, before) : null;
  }),
};
