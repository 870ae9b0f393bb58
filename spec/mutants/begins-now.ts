import { proposedEnd } from '../../src/core/window.ts';
import { altered, type Mutant } from './alter.ts';

export const beginsNow: Mutant = {
  name: 'begins-now',
  mistake: 'the first cursor is the clock, so that nothing from before the first sync is ever read',
  subject: altered((rules, catalog, { settleMs }) => ({
    plan: (state, now) => {
      const { streams } = rules.plan(state, now).state;
      const begun = Object.entries(streams).map(([name, stream]) => {
        const parameters = catalog.streams[name]?.window;
        const first = stream.cursor === null && stream.phase !== 'idle' && parameters !== undefined;
        return [name, first ? { phase: 'due' as const, cursor: proposedEnd(now, settleMs, parameters) } : stream] as const;
      });
      return rules.plan({ streams: Object.fromEntries(begun) }, now);
    },
  })),
};
