import { altered, type Mutant } from './alter.ts';

export const hasMoreAsText: Mutant = {
  name: 'has-more-as-text',
  mistake: "hasMore is the text 'true' or 'false'",
  subject: altered((rules) => ({
    answer: (response) => {
      const answer = rules.answer(response);
      return { ...answer, hasMore: String(answer.hasMore) as unknown as boolean };
    },
  })),
};
