import { alteredStep, at, counting, finished, type Mutant } from './alter.ts';

export const roundingDown: Mutant = {
  name: 'rounding-down',
  mistake: 'the number of pages is the total divided by the page size, rounded down',
  subject: alteredStep(({ page, after, catalog }) => {
    const position = after.phase === 'paging' ? counting(after) : null;
    if (after.phase !== 'paging' || position === null || page.total === null) return null;
    const counter = Math.min(position.page, Math.floor(page.total / after.pageSize));
    return counter === 0 ? finished(catalog, page.ask.stream, after) : at(after, { ...position, page: counter });
  }),
};
