import { alteredPage, type Mutant } from './alter.ts';

export const takesMoreThanAsked: Mutant = {
  name: 'takes-more-than-asked',
  mistake: 'what a page has beyond the rows that were asked for is cut off, and the page taken',
  sources: ['keys in a window', 'walked'],
  subject: alteredPage((page, { pageSize }) => ({ ...page, count: Math.min(page.count, pageSize), changes: page.changes.slice(0, pageSize) })),
};
