import { alteredStep, type Mutant } from './alter.ts';

export const appendedEndsAtTheLastTotal: Mutant = {
  name: 'appended-ends-at-the-last-total',
  mistake: 'an appended list is complete up to the last total that came, not to the one that its first page told',
  sources: ['appended, exact', 'appended, apart'],
  subject: alteredStep(({ page, after }) => (after.phase === 'idle' && page.total !== null ? { ...after, cursor: { rows: page.total } } : null)),
};
