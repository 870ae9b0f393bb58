import type { Instant } from '../../src/core/instant.ts';
import { alteredPlan, type Mutant } from './alter.ts';

export const gapBetweenWindows: Mutant = {
  name: 'gap-between-windows',
  mistake: "a window begins just after the last one's end, as if that had been read",
  subject: alteredPlan((stream, _name, before) => {
    const opened = stream.phase === 'paging' && before?.phase !== 'paging' && stream.window.from !== null;
    if (!opened) return stream;
    return { ...stream, window: { ...stream.window, from: (Number(stream.window.from) + 1) as Instant } };
  }),
};
