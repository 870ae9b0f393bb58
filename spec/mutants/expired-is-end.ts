import { alteredPage, type Mutant } from './alter.ts';

export const expiredIsEnd: Mutant = {
  name: 'expired-is-end',
  mistake: 'the error of a token that is too old is taken for the end of the list',
  sources: ['tokens that expire', 'tokens of a whole list'],
  subject: alteredPage(({ expired, ...page }) => (expired === undefined ? page : { ...page, count: 0 })),
};
