import { alteredStep, finished, type Mutant } from './alter.ts';

export const upward: Mutant = {
  name: 'upward',
  mistake: 'pages are read from the first to the last, though the window has a frozen end',
  subject: alteredStep(({ page, before, after, catalog }) => {
    const { want, stream, pageSize } = page.ask;
    if (before.position.at === 'first') {
      const more = after.phase === 'paging' && after.position.at === 'count';
      return more ? { ...after, position: { at: 'climb', page: 2 } } : null;
    }
    if (before.position.at !== 'climb' || want.page !== before.position.page || after.phase !== 'paging') return null;
    if (after.window.until !== before.window.until || after.position === before.position) return null;
    const more = page.total === null ? page.count > 0 : want.page * pageSize < page.total;
    return more ? { ...before, position: { at: 'climb', page: want.page + 1 } } : finished(catalog, stream, before);
  }),
};
