import type { Loss } from '../simulation/check-loss.ts';
import type { Story } from '../simulation/story.ts';
import { demand } from './demand.ts';
import type { Family } from './law.ts';

/** L: what is in the warehouse when a window is finished. */
export const lossLaws: Family = {
  letter: 'L',
  about: 'no loss',
  file: 'loss.ts',
  laws: [
    {
      id: 'L1',
      says: 'A row last changed before the cursor, or before a whole list began to be read that was read to its end, is always in the warehouse, in exactly that version.',
      why: 'This is what a sync is for.',
      rests: 'design: the law of no loss',
      holds: (story) => {
        demandNone(story, 'row');
      },
    },
    {
      id: 'L2',
      says: 'A deletion before the cursor of its list of deletions or of the list that flags it, or before a snapshot began that is finished, is always marked in the warehouse.',
      why: 'A row that stays for ever after it was deleted is wrong in every report.',
      rests: 'design: the law of no loss; Deletes',
      holds: (story) => {
        demandNone(story, 'deletion');
      },
    },
    {
      id: 'L3',
      says: 'The warehouse never holds a row or a version that the source never had.',
      why: 'An invented row can be found by no comparison of counts.',
      rests: 'design: the law of no loss',
      holds: (story) => {
        demandNone(story, 'invention');
      },
    },
    {
      id: 'L4',
      says: 'Once the source has stood still for longer than `settle`, the next sync always comes to its end and leaves the warehouse equal to the source.',
      why: 'A connector that never moves its cursor keeps every other promise and brings nothing.',
      rests: 'design: the law of no loss; Windows and the cursor',
      holds: ({ ended, lossesAtRest, calls }) => {
        const failure = calls.at(-1)?.failure ?? null;
        demand(ended, () => `it did not come to its end in ${calls.length} calls${failure instanceof Error ? `; the last failed: ${failure.message}` : ''}`);
        demand(lossesAtRest.length === 0, () => printLosses(lossesAtRest));
      },
    },
  ],
};

function demandNone({ calls }: Story, kind: Loss['kind']): void {
  for (const [nth, { losses }] of calls.entries()) {
    const found = losses.filter((loss) => loss.kind === kind);
    demand(found.length === 0, () => `after call ${nth + 1}: ${printLosses(found)}`);
  }
}

function printLosses(losses: readonly Loss[]): string {
  return losses.map(({ evidence }) => evidence).join('; ');
}
