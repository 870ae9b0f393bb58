import { alteredStep, counting, finished, type Mutant } from './alter.ts';

export const firstPageReadOnce: Mutant = {
  name: 'first-page-read-once',
  mistake: 'page 1 was read to learn the total, and is never read again',
  subject: alteredStep(({ page, before, after, catalog }) =>
    counting(before) !== null && after.phase === 'paging' && counting(after)?.page === 1 && before.position !== after.position
      ? finished(catalog, page.ask.stream, after)
      : null,
  ),
};
