import { alteredStep, finished, wasDelivered, type Mutant } from './alter.ts';

export const shortPageEndsAWalk: Mutant = {
  name: 'short-page-ends-a-walk',
  mistake: 'a walk ends with a page that has fewer rows than asked for',
  sources: ['walked', 'walked by the second'],
  subject: alteredStep((step) => {
    const { page, before, after, catalog } = step;
    const short = before.strategy === 'walked' && page.count > 0 && page.count < page.ask.pageSize;
    return short && after.phase === 'paging' && wasDelivered(step) ? finished(catalog, page.ask.stream, before) : null;
  }),
};
