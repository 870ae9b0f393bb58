import { alteredStep, counting, type Mutant } from './alter.ts';

export const counterKept: Mutant = {
  name: 'counter-kept',
  mistake: 'the next piece of a cut window goes on with the counter of the piece before, as if it had no start of its own',
  subject: alteredStep(({ before, after }) => {
    const next = after.phase === 'paging' && after.window.from === before.window.until;
    return next && counting(before) !== null ? { ...after, position: before.position } : null;
  }),
};
