import { altered, at, counting, pagingOf, withStream, type Mutant } from './alter.ts';

export const resizeRoundsDown: Mutant = {
  name: 'resize-rounds-down',
  mistake: 'with smaller pages the counter is converted and rounded down',
  subject: altered((rules) => ({
    shrink: (state, stream, pageSize) => {
      const paging = pagingOf(state, stream);
      const position = paging === null ? null : counting(paging);
      if (paging === null || position === null || pageSize < 1 || pageSize >= paging.pageSize) return rules.shrink(state, stream, pageSize);
      const page = Math.max(1, Math.floor((position.page * paging.pageSize) / pageSize));
      return withStream(state, stream, at({ ...paging, pageSize }, { ...position, page }));
    },
  })),
};
