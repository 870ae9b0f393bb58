import { altered, pagingOf, type Mutant } from './alter.ts';

export const marksEveryPage: Mutant = {
  name: 'marks-every-page',
  mistake: 'every page of a snapshot marks its tables as deleted',
  sources: ['whole, exact', 'whole, none', 'keys of a whole list', 'tokens of a whole list'],
  subject: altered((rules, catalog) => ({
    step: (state, page) => {
      const response = rules.step(state, page);
      const { stream } = page.ask;
      const delivered = pagingOf(state, stream)?.snapshot !== undefined && Object.keys(response.insert).length > 0;
      return delivered ? { ...response, softDelete: catalog.streams[stream]?.tables ?? [] } : response;
    },
  })),
};
