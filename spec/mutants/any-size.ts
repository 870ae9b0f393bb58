import { alteredPage, type Mutant } from './alter.ts';

export const anySize: Mutant = {
  name: 'any-size',
  mistake: 'a page asked for with another size is taken for the page of that number',
  subject: alteredPage((page, { pageSize }) => ({ ...page, ask: { ...page.ask, pageSize }, count: Math.min(page.count, pageSize), changes: page.changes.slice(0, pageSize) })),
};
