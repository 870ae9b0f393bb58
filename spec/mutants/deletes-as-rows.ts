import { collect } from '../../src/core/collect.ts';
import { altered, type Mutant } from './alter.ts';

export const deletesAsRows: Mutant = {
  name: 'deletes-as-rows',
  mistake: 'a deletion is sent as a row with nothing but its key',
  subject: altered((rules, catalog) => ({
    step: (state, page) => {
      const response = rules.step(state, page);
      return { ...response, ...collect(catalog, [{ insert: response.delete }, { insert: response.insert }]) };
    },
  })),
};
