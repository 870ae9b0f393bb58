import { collect } from '../../src/core/collect.ts';
import { altered, type Mutant } from './alter.ts';

export const rowsOutliveTheirMark: Mutant = {
  name: 'rows-outlive-their-mark',
  mistake: 'rows that came before their table was marked stay in the answer',
  sources: ['whole, exact', 'whole, none', 'keys of a whole list', 'tokens of a whole list'],
  subject: altered((rules, catalog) => ({
    merge: (responses) => ({ ...rules.merge(responses), ...collect(catalog, responses.map(({ insert, delete: deleted }) => ({ insert, delete: deleted }))) }),
  })),
};
