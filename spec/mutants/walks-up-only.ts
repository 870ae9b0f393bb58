import { alteredStep, at, finished, type Mutant } from './alter.ts';

export const walksUpOnly: Mutant = {
  name: 'walks-up-only',
  mistake: 'a group of equal stamps is read upward, and not down again',
  sources: ['walked', 'walked by the second'],
  subject: alteredStep(({ after, catalog, page }) => {
    if (after.phase !== 'paging' || after.strategy !== 'walked' || after.position.at !== 'down') return null;
    const { next } = after.position;
    return next === null ? finished(catalog, page.ask.stream, after) : at(after, { at: 'up', since: next, page: 1 });
  }),
};
