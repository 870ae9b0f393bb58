import { alteredStep, at, type Mutant } from './alter.ts';

export const walkSkipsAPage: Mutant = {
  name: 'walk-skips-a-page',
  mistake: 'inside a group of equal stamps every second page is left out',
  sources: ['walked by the second'],
  subject: alteredStep(({ before, after }) => {
    if (after.phase !== 'paging' || before.strategy !== 'walked' || after.strategy !== 'walked') return null;
    const { position } = after;
    const up = position.at === 'up' && position.page === before.position.page + 1;
    return up ? at(after, { ...position, page: position.page + 1 }) : null;
  }),
};
