import { alteredStep, finished, wasDelivered, type Mutant } from './alter.ts';

export const shortPageEndsKeys: Mutant = {
  name: 'short-page-ends-keys',
  mistake: 'a list in key order ends with a page that has fewer rows than asked for',
  sources: ['keys in a window', 'keys of a whole list', 'keys of an appended list'],
  subject: alteredStep((step) => {
    const { page, after, catalog } = step;
    const short = page.count > 0 && page.count < page.ask.pageSize;
    if (!short || after.phase !== 'paging' || after.strategy !== 'keyset' || !wasDelivered(step)) return null;
    return finished(catalog, page.ask.stream, after, after.position.after === null ? null : { key: after.position.after });
  }),
};
