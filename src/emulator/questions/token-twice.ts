import { no, open, yes, type Question } from './question.ts';

/** A page whose answer is lost is asked for again with the same token. */
export const tokenTwice: Question = {
  states: 'a token asked with twice gives the same page',
  matters: "The server moves its token on with every request: a page whose answer is lost never comes again. Declare the token as 'session', and accept the loss by name.",
  ask: async ({ stream: { strategy }, page, behind }) => {
    if (strategy.name !== 'token' || strategy.ends === 'session') return null;
    const first = await page();
    const one = await behind(first);
    const other = await behind(first);
    if (one === null || other === null || one.items.length === 0) return open('there is no second page');
    const again = one.texts.filter((text) => other.texts.includes(text)).length;
    return again === 0 ? no('none of its rows came again') : yes(`${again} of ${one.items.length} rows came again`);
  },
};
