import { alteredStep, type Mutant } from './alter.ts';

export const readsAllEveryTime: Mutant = {
  name: 'reads-all-every-time',
  mistake: 'that everything was read again is not noted, so that every sync does it',
  sources: ['everything again'],
  subject: alteredStep(({ after }) => {
    if (after.allReadAt === undefined || after.phase !== 'idle') return null;
    return { phase: 'idle', cursor: after.cursor };
  }),
};
