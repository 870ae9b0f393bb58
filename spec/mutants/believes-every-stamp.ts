import { alteredPage, type Mutant } from './alter.ts';

export const believesEveryStamp: Mutant = {
  name: 'believes-every-stamp',
  mistake: 'rows that are stamped before the window are taken, as if the API had kept to it',
  sources: ['walked', 'keys in a window'],
  subject: alteredPage((page, { window }) => {
    const { stamps } = page;
    const from = window?.from ?? null;
    return stamps === undefined || from === null || stamps.earliest >= from ? page : { ...page, stamps: { ...stamps, earliest: from } };
  }),
};
