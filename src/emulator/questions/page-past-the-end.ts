import { no, open, yes, type Question } from './question.ts';

/** Further than any list of small pages goes, where nothing says how long it is. */
const farPage = 1_000_000;

/** Where a list ends, some APIs answer with an error, and some with its last page for ever. */
export const pagePastTheEnd: Question = {
  states: 'a page past the end is as the source declares it',
  matters: 'After rows left, the page that was last is past the end: it must be empty or the declared error, or the sync ends with an error there, or never. Set or leave out pastEndStatus.',
  ask: async ({ stream: { page: parameters, window }, pageSize, numbered, page }) => {
    if (!numbered) return null;
    const { total } = await page();
    const past = total === null ? farPage : Math.max(2, Math.ceil(total / pageSize) + 2);
    if (window?.resultsMax !== undefined && past * pageSize > window.resultsMax) return open('the list is longer than the API pages through');
    const { status, items } = await page(past, { anyStatus: true });
    const expected = parameters.pastEndStatus ?? 200;
    if (status !== expected) return no(`status ${status} came for page ${past}, and ${expected} is declared`);
    return items.length > 0 ? no(`${items.length} rows came for page ${past}`) : yes(status === 200 ? `page ${past} is empty` : `status ${status} came for page ${past}`);
  },
};
