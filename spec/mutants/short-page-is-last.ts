import { alteredStep, finished, wasDelivered, type Mutant } from './alter.ts';

export const shortPageIsLast: Mutant = {
  name: 'short-page-is-last',
  mistake: 'a page with fewer rows than asked for ends the window',
  subject: alteredStep((step) => {
    const { page, before, after, catalog } = step;
    const short = page.items.length > 0 && page.items.length < page.ask.pageSize;
    return short && after.phase === 'paging' && wasDelivered(step) ? finished(catalog, page.ask.stream, before) : null;
  }),
};
