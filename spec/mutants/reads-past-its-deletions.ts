import { ours } from '../simulation/ours.ts';
import { independent } from './independent.ts';
import type { Mutant } from './alter.ts';

export const readsPastItsDeletions: Mutant = {
  name: 'reads-past-its-deletions',
  mistake: 'a list whose deleted rows may come back is read as far as any other',
  sources: ['undeleted'],
  subject: (catalog, options) => ({ ...ours(independent(catalog), options), catalog }),
};
