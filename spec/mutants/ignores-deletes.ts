import { altered, type Mutant } from './alter.ts';

export const ignoresDeletes: Mutant = {
  name: 'ignores-deletes',
  mistake: 'the list of deletions is read and nothing is deleted',
  subject: altered((rules) => ({ merge: (responses) => ({ ...rules.merge(responses), delete: {} }) })),
};
