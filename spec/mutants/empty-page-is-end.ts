import { alteredStep, counting, finished, type Mutant } from './alter.ts';

export const emptyPageIsEnd: Mutant = {
  name: 'empty-page-is-end',
  mistake: 'an empty page ends the window, whatever pages are still to come',
  subject: alteredStep(({ page, before, after, catalog }) => {
    const moved = after.phase === 'paging' && after.position !== before.position && counting(before) !== null && counting(after) !== null;
    return moved && page.count === 0 ? finished(catalog, page.ask.stream, before) : null;
  }),
};
