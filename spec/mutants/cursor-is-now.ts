import { alteredStep, type Mutant } from './alter.ts';

export const cursorIsNow: Mutant = {
  name: 'cursor-is-now',
  mistake: "when a window is finished the cursor becomes the source's clock",
  subject: alteredStep(({ page, before, after }) =>
    after.phase === 'idle' && after.cursor !== before.cursor && page.date !== null ? { ...after, cursor: page.date } : null,
  ),
};
