import { altered, type Mutant } from './alter.ts';

export const marksAreMergedAway: Mutant = {
  name: 'marks-are-merged-away',
  mistake: 'of several pages in one answer only the last decides what is marked',
  sources: ['whole, exact', 'whole, none', 'keys of a whole list', 'tokens of a whole list'],
  subject: altered((rules) => ({ merge: (responses) => ({ ...rules.merge(responses), softDelete: responses.at(-1)?.softDelete ?? [] }) })),
};
