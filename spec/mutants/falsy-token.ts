import { alteredPage, type Mutant } from './alter.ts';

export const falsyToken: Mutant = {
  name: 'falsy-token',
  mistake: 'a token that is falsy, an empty text or a 0, is no token',
  sources: ['tokens in a window', 'tokens of an appended list'],
  subject: alteredPage(({ token, ...page }) => (token === undefined || token === '' || Number(token) === 0 ? page : { ...page, token })),
};
