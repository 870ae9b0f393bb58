import { alteredStep, type Mutant } from './alter.ts';

export const expiredUncounted: Mutant = {
  name: 'expired-uncounted',
  mistake: 'a token that is too old starts the list over, as often as it likes',
  sources: ['tokens that expire', 'tokens of a whole list'],
  subject: alteredStep(({ page, before, after }) => (page.expired === true && after.phase === 'paging' ? { ...after, restarts: before.restarts } : null)),
};
