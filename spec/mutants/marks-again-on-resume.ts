import type { State } from '../../src/core/state.ts';
import { altered, type Mutant } from './alter.ts';

export const marksAgainOnResume: Mutant = {
  name: 'marks-again-on-resume',
  mistake: 'every call that goes on with a snapshot marks its tables again',
  sources: ['whole, exact', 'whole, none', 'keys of a whole list', 'tokens of a whole list'],
  subject: altered((rules) => ({
    parse: (json) => {
      const parsed = rules.parse(json);
      return { ...parsed, state: unmarked(parsed.state) };
    },
  })),
};

function unmarked({ streams }: State): State {
  const entries = Object.entries(streams).map(
    ([name, stream]) => [name, stream.phase === 'paging' && stream.snapshot !== undefined ? { ...stream, snapshot: { ...stream.snapshot, marked: false } } : stream] as const,
  );
  return { streams: Object.fromEntries(entries) };
}
