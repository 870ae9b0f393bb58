import { alteredStep, at, counting, finished, type Mutant } from './alter.ts';

export const skipsWhatItDrops: Mutant = {
  name: 'skips-what-it-drops',
  mistake: 'a page that could not be used is skipped, and the sync goes on to the next as if it had come',
  subject: alteredStep(({ page, before, after, catalog }) => {
    const position = counting(before);
    const { ask } = page;
    if (position === null || after.phase !== 'paging' || after.position !== position) return null;
    if (ask.strategy !== 'countdown' || ask.want.page !== position.page) return null;
    if (position.page === 1) return finished(catalog, page.ask.stream, before);
    return at(before, { ...position, page: position.page - 1 });
  }),
};
