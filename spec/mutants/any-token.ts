import type { Instant } from '../../src/core/instant.ts';
import type { Ask } from '../../src/core/page.ts';
import { altered, pagingOf, type Mutant } from './alter.ts';

export const anyToken: Mutant = {
  name: 'any-token',
  mistake: 'pages are taken in the order in which they come, whatever key, token or stamp they were asked for with',
  sources: ['tokens in a window', 'keys in a window', 'newest first', 'walked by the second'],
  subject: altered((rules) => ({
    step: (state, page) => {
      const { ask } = page;
      const paging = pagingOf(state, ask.stream);
      if (paging === null || ask.strategy === 'countdown') return rules.step(state, page);
      // Of a stream that is being read a plan changes nothing, and the clock does not matter.
      const wanted = rules.plan(state, paging.window?.end ?? (0 as Instant)).asks.find(({ stream }) => stream === ask.stream);
      return rules.step(state, wanted === undefined ? page : { ...page, ask: { ...ask, want: wanted.want } as Ask });
    },
  })),
};
