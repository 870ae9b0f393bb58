import { ours } from '../simulation/ours.ts';
import type { Mutant } from './alter.ts';

export const noSettle: Mutant = {
  name: 'no-settle',
  mistake: 'the window ends now, without waiting for transactions that are still to commit',
  subject: (catalog, options) => ({ ...ours(catalog, { ...options, settleMs: 0 }), options }),
};
