import type { Response } from '../../src/core/response.ts';
import { altered, type Mutant } from './alter.ts';

export const mergeLooksAtTheLast: Mutant = {
  name: 'merge-looks-at-the-last',
  mistake: 'merging was written for two responses and is called with a list: what lies between the first and the last is left out',
  subject: altered((rules) => ({
    merge: (responses) => {
      const ends = [responses.at(0), responses.at(-1)].filter((response): response is Response => response !== undefined);
      return rules.merge(responses.length > 2 ? ends : responses);
    },
  })),
};
