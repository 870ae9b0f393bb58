import type { State } from '../../src/core/state.ts';
import { altered, type Mutant } from './alter.ts';

export const appendedForgetsTheCursor: Mutant = {
  name: 'appended-forgets-the-cursor',
  mistake: 'an appended list is counted down to its first page in every sync',
  sources: ['appended, exact', 'appended, apart', 'appended, none'],
  subject: altered((rules) => ({ plan: (state, now) => rules.plan(forget(state), now) })),
};

function forget({ streams }: State): State {
  const forgotten = Object.entries(streams).map(([name, stream]) => [name, stream.phase === 'due' || stream.phase === 'idle' ? { ...stream, cursor: null } : stream] as const);
  return { streams: Object.fromEntries(forgotten) };
}
