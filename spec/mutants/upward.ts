import { alteredStep, at, finished, isNextPiece, type Mutant } from './alter.ts';

export const upward: Mutant = {
  name: 'upward',
  mistake: 'pages are read from the first to the last, though the window has a frozen end',
  subject: alteredStep(({ page, before, after, catalog }) => {
    const { ask } = page;
    if (before.strategy !== 'countdown' || ask.strategy !== 'countdown') return null;
    if (before.position.at === 'first') {
      const more = after.phase === 'paging' && after.strategy === 'countdown' && after.position.at === 'count';
      return more ? at(after, { at: 'climb', page: 2 }) : null;
    }
    if (before.position.at !== 'climb' || ask.want.page !== before.position.page || after.phase !== 'paging') return null;
    if (after.window?.until !== before.window?.until || isNextPiece(before, after) || after.position === before.position) return null;
    const more = page.total === null ? page.count > 0 : ask.want.page * ask.pageSize < page.total;
    return more ? at(before, { at: 'climb', page: ask.want.page + 1 }) : finished(catalog, ask.stream, before);
  }),
};
