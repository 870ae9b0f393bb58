import { alteredPlan, type Mutant } from './alter.ts';

export const windowWithoutBeginning: Mutant = {
  name: 'window-without-beginning',
  mistake: "the pages are counted without the window's start, from the beginning of time in every sync",
  subject: alteredPlan((stream) => (stream.phase === 'paging' && stream.window !== null ? { ...stream, window: { ...stream.window, from: null } } : stream)),
};
