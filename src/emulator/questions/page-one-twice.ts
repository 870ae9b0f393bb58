import { no, open, yes, type Question } from './question.ts';

/** A list in no lasting order loses rows however it is read. */
export const pageOneTwice: Question = {
  states: 'page 1 is the same when it is asked for twice',
  matters: "The list's order does not last: rows move between pages while they are read, and are missed. Ask for an order by a unique column that never changes (the stream's query).",
  ask: async ({ page }) => {
    const one = await page();
    const other = await page();
    if (one.items.length < 2) return open('there are fewer than two rows to compare');
    // What changed between the two leaves a window, and what is left keeps its order.
    const common = one.texts.filter((text) => other.texts.includes(text));
    const again = other.texts.filter((text) => one.texts.includes(text));
    if (common.length < 2) return no(`${common.length} of ${one.items.length} rows came again`);
    return common.every((text, nth) => text === again[nth]) ? yes(`${common.length} rows came in the same order`) : no(`${common.length} rows came again in another order`);
  },
};
