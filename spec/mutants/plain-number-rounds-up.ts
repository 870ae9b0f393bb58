import { altered, at, pagingOf, withStream, type Mutant } from './alter.ts';

export const plainNumberRoundsUp: Mutant = {
  name: 'plain-number-rounds-up',
  mistake: 'with smaller pages a plain page number is converted and rounded up',
  sources: ['newest first'],
  subject: altered((rules) => ({
    shrink: (state, stream, pageSize) => {
      const before = pagingOf(state, stream);
      const shrunk = rules.shrink(state, stream, pageSize);
      const after = pagingOf(shrunk, stream);
      if (before?.strategy !== 'plain' || after === null || shrunk === state) return shrunk;
      return withStream(shrunk, stream, at(after, { page: Math.ceil(((before.position.page - 1) * before.pageSize) / pageSize) + 1 }));
    },
  })),
};
