import { altered, at, counting, type Mutant } from './alter.ts';

export const printForgets: Mutant = {
  name: 'print-forgets',
  mistake: 'the printed state leaves out that the total fell',
  subject: altered((rules) => ({
    print: ({ streams }) => {
      const kept = Object.entries(streams).map(([name, stream]) => {
        const position = stream.phase === 'paging' ? counting(stream) : null;
        return [name, stream.phase === 'paging' && position !== null ? at(stream, { ...position, changed: false }) : stream] as const;
      });
      return rules.print({ streams: Object.fromEntries(kept) });
    },
  })),
};
