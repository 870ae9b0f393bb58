import type { StreamState } from '../../src/core/state.ts';
import { altered, type Mutant } from './alter.ts';

export const reopensTheFinished: Mutant = {
  name: 'reopens-the-finished',
  mistake: 'every call makes all chosen streams due that are idle, in the middle of a sync too',
  subject: altered((rules, _catalog, { streams: chosen }) => ({
    plan: ({ streams }, now) => {
      const due = Object.entries(streams).map(([name, stream]): [string, StreamState] => [
        name,
        stream.phase === 'idle' && chosen.includes(name) ? { ...stream, phase: 'due' } : stream,
      ]);
      return rules.plan({ streams: Object.fromEntries(due) }, now);
    },
  })),
};
