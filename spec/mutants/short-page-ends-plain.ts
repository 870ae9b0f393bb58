import { alteredStep, finished, wasDelivered, type Mutant } from './alter.ts';

export const shortPageEndsPlain: Mutant = {
  name: 'short-page-ends-plain',
  mistake: 'plain page numbers end with a page that has fewer rows than asked for',
  sources: ['newest first'],
  subject: alteredStep((step) => {
    const { page, before, after, catalog } = step;
    const short = before.strategy === 'plain' && page.count > 0 && page.count < page.ask.pageSize;
    return short && after.phase === 'paging' && wasDelivered(step) ? finished(catalog, page.ask.stream, before) : null;
  }),
};
