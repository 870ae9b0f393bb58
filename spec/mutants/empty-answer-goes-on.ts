import { altered, type Mutant } from './alter.ts';

export const emptyAnswerGoesOn: Mutant = {
  name: 'empty-answer-goes-on',
  mistake: 'an answer says that there is more whenever there is, rows or not',
  subject: altered((rules) => ({ answer: (response) => ({ ...rules.answer(response), hasMore: response.hasMore }) })),
};
