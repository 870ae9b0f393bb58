import type { Misconduct } from './judge-call.ts';
import type { Setup } from './world.ts';

/** What one sync did so far, and how much there was to read when it began. */
export type SyncFacts = {
  /** Nothing disturbed it, and the source stood still. */
  readonly clean: boolean;
  readonly pageSize: number;
  /** Rows that no finished window had held; `ever`: all rows that both lists ever had. */
  readonly rows: { readonly applications: number; readonly deletions: number; readonly ever: number };
  /** Answers that were stored. */
  answers: number;
  /** Requests for a page of a list. */
  lists: number;
};

/** An answer of this size holds any page of the simulated source. */
const roomyBytes = 1_000_000;

/** Judges how a sync ended, and whether it took more than it should. */
export function judgeSync({ clean, pageSize, rows, answers, lists }: SyncFacts, why: string, { settleSeconds, answerBytesMax, concurrency }: Setup): Misconduct | null {
  if (why === 'endless' || why === 'too many empty answers') return { law: 'A sync always ends.', says: why };
  if (!clean) {
    // A window is read again where a page shows an earlier clock; the source's dates differ by a fifth of `settle`.
    const mostAnswers = (rows.ever + 4) * (2 + Math.ceil(settleSeconds / 5));
    return answers <= mostAnswers ? null : { law: 'A sync always ends.', says: `${answers} answers for ${rows.ever} rows` };
  }
  if (why !== 'done') return { law: 'A sync that nothing disturbs always ends with hasMore: false.', says: why };
  // One more read per list, where the source's clock shows that the window has to end earlier.
  // Where answers are small, a page too large for one is asked for again by single rows; and each answer that was
  // full had pages on their way that it had no room for.
  const sizeLeast = answerBytesMax < roomyBytes ? 1 : pageSize;
  const most = pages(rows.applications, sizeLeast) + pages(rows.deletions, sizeLeast) + 2 + answers * (concurrency + 1);
  if (lists <= most) return null;
  return {
    law: 'While the source stands still a sync always ends after one read per page.',
    says: `${lists} lists were read for ${rows.applications} applications and ${rows.deletions} deletions, ${pageSize} a page`,
  };
}

function pages(rows: number, size: number): number {
  return Math.max(1, Math.ceil(rows / size));
}
