import { proposedEnd } from '../../src/core/window.ts';
import { altered, type Mutant } from './alter.ts';

export const endMoves: Mutant = {
  name: 'end-moves',
  mistake: "the window's end is taken from the clock before every page",
  subject: altered((rules, catalog, { settleMs }) => ({
    plan: (state, now) => {
      const planned = rules.plan(state, now);
      const streams = Object.entries(planned.state.streams).map(([name, stream]) => {
        const parameters = catalog.streams[name]?.window;
        if (stream.phase !== 'paging' || stream.window === null || parameters === undefined) return [name, stream] as const;
        const end = proposedEnd(now, settleMs, parameters);
        const { window } = stream;
        return [name, end > window.end && window.until === window.end ? { ...stream, window: { ...window, until: end, end } } : stream] as const;
      });
      return rules.plan({ streams: Object.fromEntries(streams) }, now);
    },
  })),
};
