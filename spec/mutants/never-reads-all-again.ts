import { proposedEnd } from '../../src/core/window.ts';
import { altered, type Mutant } from './alter.ts';

export const neverReadsAllAgain: Mutant = {
  name: 'never-reads-all-again',
  mistake: 'everything is read once, and never again',
  sources: ['everything again'],
  subject: altered((rules, catalog, { settleMs }) => ({
    plan: (state, now) => {
      const begun = rules.plan(state, now).state;
      const streams = Object.entries(begun.streams).map(([name, stream]) => {
        const parameters = catalog.streams[name]?.window;
        const known = parameters !== undefined && stream.allReadAt !== undefined && state.streams[name]?.phase !== 'paging';
        return [name, known ? { phase: 'due' as const, cursor: stream.cursor, allReadAt: proposedEnd(now, settleMs, parameters) } : stream] as const;
      });
      return rules.plan({ streams: Object.fromEntries(streams) }, now);
    },
  })),
};
