import { alteredStep, isNextPiece, type Mutant } from './alter.ts';

export const forgetsTheOtherHalf: Mutant = {
  name: 'forgets-the-other-half',
  mistake: 'a window that was cut is done when its first piece is',
  subject: alteredStep(({ before, after }) =>
    after.phase === 'paging' && after.window !== null && isNextPiece(before, after) ? { phase: 'idle', cursor: after.window.end } : null,
  ),
};
