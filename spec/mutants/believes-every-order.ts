import { alteredPage, type Mutant } from './alter.ts';

export const believesEveryOrder: Mutant = {
  name: 'believes-every-order',
  mistake: 'rows that come out of order are walked as if they were in it',
  sources: ['walked'],
  subject: alteredPage((page) => (page.stamps === undefined ? page : { ...page, stamps: { ...page.stamps, ordered: true } })),
};
