import { rowsOf } from '../../src/core/cursor.ts';
import { altered, pagingOf, withStream, type Mutant } from './alter.ts';

export const emptiesTheWarehouse: Mutant = {
  name: 'empties-the-warehouse',
  mistake: 'an empty list after a full snapshot is believed',
  sources: ['whole, exact', 'whole, none', 'keys of a whole list', 'tokens of a whole list'],
  subject: altered((rules) => ({
    step: (state, page) => {
      const paging = pagingOf(state, page.ask.stream);
      if (paging?.snapshot === undefined || rowsOf(paging.cursor) === 0) return rules.step(state, page);
      return rules.step(withStream(state, page.ask.stream, { ...paging, cursor: { rows: 0 } }), page);
    },
  })),
};
