import { alteredPage, counting, type Mutant } from './alter.ts';

export const falsyTotal: Mutant = {
  name: 'falsy-total',
  mistake: 'a total of 0 is falsy, and read as no total',
  // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing -- This is the mistake.
  subject: alteredPage((page, paging) => ({ ...page, total: page.total || (counting(paging)?.total ?? page.total) })),
};
