import { alteredPage, type Mutant } from './alter.ts';

export const refreezesBehindUntil: Mutant = {
  name: 'refreezes-behind-until',
  mistake: "the window is frozen again only where the source's clock is behind its end, not where it is less than `settle` ahead",
  subject: alteredPage((page, { window }) => ({ ...page, date: page.date !== null && window !== null && page.date < window.until ? page.date : null })),
};
