import type { Instant } from '../../src/core/instant.ts';
import { alteredPlan, type Mutant } from './alter.ts';

export const gapBetweenWindows: Mutant = {
  name: 'gap-between-windows',
  mistake: "a window begins just after the last one's end, as if that had been read",
  subject: alteredPlan((stream, _name, before) => {
    if (stream.phase !== 'paging' || before?.phase === 'paging') return stream;
    const { window } = stream;
    if (window === null || window.from === null) return stream;
    return { ...stream, window: { ...window, from: (window.from + 1) as Instant } };
  }),
};
