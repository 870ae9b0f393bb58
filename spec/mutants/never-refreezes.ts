import { alteredPage, type Mutant } from './alter.ts';

export const neverRefreezes: Mutant = {
  name: 'never-refreezes',
  mistake: "the local clock is trusted, and the source's own never looked at",
  subject: alteredPage((page) => ({ ...page, date: null })),
};
