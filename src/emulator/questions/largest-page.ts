import { no, open, yes, type Question } from './question.ts';

/** An API may give fewer rows than it is asked for, without a word. */
export const largestPage: Question = {
  states: 'the largest page is kept',
  matters: 'The API limits the page size without a word: pages do not stand where their numbers say, and those behind are never asked for. Set sizeMax to what it gives.',
  ask: async ({ stream: { page: parameters, strategy }, page, behind }) => {
    const { sizeMax } = parameters;
    const largest = await page(1, { pageSize: sizeMax, anyStatus: true });
    const { status, items, total } = largest;
    if (status !== 200) return no(`status ${status} came for a page of ${sizeMax}`);
    if (items.length > sizeMax) return no(`${items.length} rows came, and sizeMax is ${sizeMax}`);
    if (items.length === sizeMax) return yes(`${sizeMax} rows came`);
    if (items.length === 0) return open('there is no row');
    if (total !== null) {
      return total > items.length
        ? no(`${items.length} of ${total} rows came for a page of ${sizeMax}`)
        : open(`the list has ${total} rows, fewer than ${sizeMax}`);
    }
    const next = await behind(largest, { pageSize: sizeMax });
    if (next === null || next.items.length === 0) return open(`the list has ${items.length} rows, fewer than ${sizeMax}`);
    // Behind a token or a key a page may be short for reasons of the API's own, and nothing is lost by it.
    return strategy.name === 'token' || strategy.name === 'keyset'
      ? open(`${items.length} rows came for a page of ${sizeMax}, and more behind it; no page is skipped all the same`)
      : no(`${items.length} rows came for a page of ${sizeMax}, and more on the next one`);
  },
};
