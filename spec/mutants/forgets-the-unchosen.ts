import { altered, type Mutant } from './alter.ts';

export const forgetsTheUnchosen: Mutant = {
  name: 'forgets-the-unchosen',
  mistake: 'the state keeps only the streams that are chosen',
  subject: altered((rules, _catalog, { streams: chosen }) => ({
    plan: (state, now) => {
      const planned = rules.plan(state, now);
      const kept = Object.entries(planned.state.streams).filter(([name]) => chosen.includes(name));
      return { ...planned, state: { streams: Object.fromEntries(kept) } };
    },
  })),
};
