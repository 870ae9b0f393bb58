import { altered, type Mutant } from './alter.ts';

export const mergeFirstWins: Mutant = {
  name: 'merge-first-wins',
  mistake: 'a key that comes again in one call keeps what came first',
  subject: altered((rules) => ({
    merge: (responses) => {
      const { insert, delete: deleted } = rules.merge(responses.toReversed());
      return { ...rules.merge(responses), insert, delete: deleted };
    },
  })),
};
