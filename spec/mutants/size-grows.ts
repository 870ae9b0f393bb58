import { altered, type Mutant } from './alter.ts';

export const sizeGrows: Mutant = {
  name: 'size-grows',
  mistake: 'a page size set in mid-window is used at once, with the counter of the old one',
  subject: altered((rules, catalog, { pageSize }) => ({
    plan: (state, now) => {
      const planned = rules.plan(state, now);
      const streams = Object.entries(planned.state.streams).map(
        ([name, stream]) => [name, stream.phase === 'paging' ? { ...stream, pageSize: Math.min(pageSize, catalog.streams[name]?.page.sizeMax ?? 1) } : stream] as const,
      );
      return rules.plan({ streams: Object.fromEntries(streams) }, now);
    },
  })),
};
