import { alteredStep, at, counting, type Mutant } from './alter.ts';

export const forgetsChanges: Mutant = {
  name: 'forgets-changes',
  mistake: 'only the last page decides whether page 1 is read again, not whether the total ever fell',
  subject: alteredStep(({ after }) => {
    const position = after.phase === 'paging' ? counting(after) : null;
    return after.phase === 'paging' && position !== null && position.total !== null ? at(after, { ...position, changed: false }) : null;
  }),
};
