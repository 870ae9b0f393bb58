import { altered, at, counting, pagingOf, withStream, type Mutant } from './alter.ts';

export const resizeForgotten: Mutant = {
  name: 'resize-forgotten',
  mistake: 'with smaller pages the counter keeps its number',
  subject: altered((rules) => ({
    shrink: (state, stream, pageSize) => {
      const paging = pagingOf(state, stream);
      const position = paging === null ? null : counting(paging);
      if (paging === null || position === null || pageSize < 1 || pageSize >= paging.pageSize) return rules.shrink(state, stream, pageSize);
      const page = position.page;
      return withStream(state, stream, at({ ...paging, pageSize }, { ...position, page }));
    },
  })),
};
