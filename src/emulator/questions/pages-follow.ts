import type { Heard, Inquiry } from './inquiry.ts';
import { no, open, yes, type Finding, type Question } from './question.ts';

/** An API that ignores the page's number, or counts pages from another first one, shows it in its second page. */
export const pagesFollow: Question = {
  states: 'the second page begins where the first one ends',
  matters: "Rows between the pages would be missed, or the first page read for ever. Correct the parameter of the page's place, and whether its first page is 0 or 1.",
  ask: async (inquiry) => {
    const first = await compare(inquiry);
    // The list may have changed meanwhile.
    return first.outcome === 'no' ? compare(inquiry) : first;
  },
};

async function compare({ stream, page, behind }: Inquiry): Promise<Finding> {
  const sized = stream.page.size !== undefined;
  const one = await page(1, sized ? { pageSize: 1 } : {});
  if (one.items.length === 0) return open('there is no row');
  const two = await behind(one, sized ? { pageSize: 1 } : {});
  if (two === null || two.items.length === 0) return open('there is no second page');
  const repeated = two.texts.find((text) => one.texts.includes(text));
  if (repeated !== undefined) return no('a row of the first page came again on the second');
  return sized ? compareWithBoth([one, two], await page(1, { pageSize: 2 })) : yes('none of its rows was on the first');
}

/** Two pages of one row are one page of two. */
function compareWithBoth([one, two]: readonly [Heard, Heard], both: Heard): Finding {
  const [first, second] = both.texts;
  if (one.texts.length !== 1 || two.texts.length !== 1) return no(`${one.texts.length} rows came for a page of one`);
  return first === one.texts[0] && second === two.texts[0]
    ? yes('two pages of one row are one page of two')
    : no('two pages of one row are not one page of two: the API may count its pages from another first one');
}
