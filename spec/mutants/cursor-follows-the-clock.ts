import { proposedEnd } from '../../src/core/window.ts';
import { altered, type Mutant } from './alter.ts';

export const cursorFollowsTheClock: Mutant = {
  name: 'cursor-follows-the-clock',
  mistake: 'a stream with nothing to do gets the proposed end as its cursor, also where that is earlier',
  subject: altered((rules, catalog, { settleMs }) => ({
    plan: (state, now) => {
      const planned = rules.plan(state, now);
      const begins = !rules.respond(state).hasMore;
      const streams = Object.entries(planned.state.streams).map(([name, stream]) => {
        const parameters = catalog.streams[name]?.window;
        const closed = stream.phase === 'idle' && stream.cursor !== null && (begins || state.streams[name]?.phase !== 'idle');
        return [name, closed && parameters !== undefined ? { ...stream, cursor: proposedEnd(now, settleMs, parameters) } : stream] as const;
      });
      return { ...planned, state: { streams: Object.fromEntries(streams) } };
    },
  })),
};
