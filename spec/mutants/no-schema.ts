import { altered, type Mutant } from './alter.ts';

export const noSchema: Mutant = {
  name: 'no-schema',
  mistake: 'no key is declared, so that Fivetran appends the rows',
  subject: altered((rules) => ({ merge: (responses) => ({ ...rules.merge(responses), schema: {} }) })),
};
