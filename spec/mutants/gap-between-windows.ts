import type { Instant } from '../../src/core/instant.ts';
import { alteredPlan, type Mutant } from './alter.ts';

export const gapBetweenWindows: Mutant = {
  name: 'gap-between-windows',
  mistake: "a window begins just after the last one's end, as if that had been read",
  subject: alteredPlan((stream, _name, before) => {
    if (stream.phase !== 'paging' || before?.phase === 'paging') return stream;
    const { window } = stream;
    const from = window?.from ?? null;
    return window === null || from === null ? stream : { ...stream, window: { ...window, from: (from + 1) as Instant } };
  }),
};
