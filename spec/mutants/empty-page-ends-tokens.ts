import { alteredPage, type Mutant } from './alter.ts';

export const emptyPageEndsTokens: Mutant = {
  name: 'empty-page-ends-tokens',
  mistake: 'an empty page ends the list, though it brings a token',
  sources: ['tokens in a window', 'tokens of a whole list'],
  subject: alteredPage(({ token, ...page }) => (token === undefined || page.count === 0 ? page : { ...page, token })),
};
