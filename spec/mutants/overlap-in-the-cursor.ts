import type { Instant } from '../../src/core/instant.ts';
import { alteredStep, type Mutant } from './alter.ts';

export const overlapInTheCursor: Mutant = {
  name: 'overlap-in-the-cursor',
  mistake: 'an overlap of a minute is taken from the cursor and stored, again with every window',
  subject: alteredStep(({ before, after }) =>
    after.cursor !== before.cursor && typeof after.cursor === 'number' ? { ...after, cursor: (after.cursor - 60_000) as Instant } : null,
  ),
};
