import { altered, type Mutant } from './alter.ts';

export const neverMarks: Mutant = {
  name: 'never-marks',
  mistake: 'a snapshot is loaded and never marks what it no longer holds',
  sources: ['whole, exact', 'whole, none', 'keys of a whole list', 'tokens of a whole list'],
  subject: altered((rules) => ({ step: (state, page) => ({ ...rules.step(state, page), softDelete: [] }) })),
};
