import { alteredStep, counting, type Mutant } from './alter.ts';

export const cursorBeforeLastPage: Mutant = {
  name: 'cursor-before-last-page',
  mistake: "the cursor moves to the window's end while its last page is still to come",
  subject: alteredStep(({ after }) =>
    after.phase === 'paging' && counting(after)?.page === 1 && after.window !== null ? { ...after, cursor: after.window.until } : null,
  ),
};
