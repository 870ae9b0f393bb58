import { altered, type Mutant } from './alter.ts';

export const remembersPages: Mutant = {
  name: 'remembers-pages',
  mistake: 'the paginator remembers which pages it has handled, and ignores one that comes again',
  subject: altered((rules) => {
    const handled = new Set<string>();
    return {
      step: (state, page) => {
        const name = JSON.stringify(page.ask);
        if (handled.has(name)) return rules.respond(state);
        handled.add(name);
        return rules.step(state, page);
      },
    };
  }),
};
