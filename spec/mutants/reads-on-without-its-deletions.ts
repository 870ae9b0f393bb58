import { ours } from '../simulation/ours.ts';
import { independent } from './independent.ts';
import { altered, type Mutant } from './alter.ts';

export const readsOnWithoutItsDeletions: Mutant = {
  name: 'reads-on-without-its-deletions',
  mistake: 'a list that was read on while its list of deletions was not chosen goes on where it is',
  sources: ['undeleted'],
  subject: altered((rules, catalog, options) => ({
    plan: (state, now) => {
      const planned = rules.plan(state, now);
      const back = Object.entries(planned.state.streams).some(([name, stream]) => {
        const before = state.streams[name];
        return stream.phase === 'due' && before !== undefined && stream.cursor !== before.cursor;
      });
      return back ? ours(independent(catalog), options).plan(state, now) : planned;
    },
  })),
};
