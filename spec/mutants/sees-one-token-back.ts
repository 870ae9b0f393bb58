import { alteredStep, at, type Mutant } from './alter.ts';

export const seesOneTokenBack: Mutant = {
  name: 'sees-one-token-back',
  mistake: 'a token that repeats is only compared with the one before',
  sources: ['tokens in a window', 'keys in a window'],
  subject: alteredStep(({ before, after }) => {
    if (after.phase !== 'paging' || after.position === before.position) return null;
    if (before.strategy === 'token' && after.strategy === 'token') return at(after, { ...after.position, cycle: { ...after.position.cycle, anchor: before.position.token } });
    if (before.strategy === 'keyset' && after.strategy === 'keyset') return at(after, { ...after.position, cycle: { ...after.position.cycle, anchor: before.position.after } });
    return null;
  }),
};
