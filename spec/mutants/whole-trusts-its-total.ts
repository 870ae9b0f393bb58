import { alteredStep, counting, finished, type Mutant } from './alter.ts';

export const wholeTrustsItsTotal: Mutant = {
  name: 'whole-trusts-its-total',
  mistake: 'a whole list whose total stayed the same is thought to have stayed the same: page 1 is read once',
  sources: ['whole, exact', 'whole, apart'],
  subject: alteredStep(({ page, before, after, catalog }) => {
    const position = after.phase === 'paging' ? counting(after) : null;
    const done = after.phase === 'paging' && counting(before) !== null && position?.page === 1 && !position.changed;
    return done ? finished(catalog, page.ask.stream, after) : null;
  }),
};
