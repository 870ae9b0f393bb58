import { alteredStep, at, counting, isNextPiece, type Mutant } from './alter.ts';

export const counterKept: Mutant = {
  name: 'counter-kept',
  mistake: 'the next piece of a cut window goes on with the counter of the piece before, as if it had no start of its own',
  subject: alteredStep(({ before, after }) => {
    const position = counting(before);
    return position !== null && after.phase === 'paging' && isNextPiece(before, after) ? at(after, position) : null;
  }),
};
