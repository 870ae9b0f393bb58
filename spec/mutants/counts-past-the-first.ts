import { alteredStep, at, counting, type Mutant } from './alter.ts';

export const countsPastTheFirst: Mutant = {
  name: 'counts-past-the-first',
  mistake: 'the countdown ends one page too late, below the first',
  subject: alteredStep(({ before, after }) => {
    const position = counting(before);
    return position !== null && position.page === 1 && after.phase === 'idle' && after.cursor !== before.cursor
      ? at(before, { ...position, page: 0 })
      : null;
  }),
};
