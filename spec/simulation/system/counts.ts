import type { Trial } from './check-world.ts';

/** What a number of worlds held. */
export type Counts = {
  worlds: number;
  calls: number;
  requests: number;
  edits: number;
  /** Laws that were broken. */
  losses: number;
  /** By the name of the fault, of the network or of Lambda and Fivetran. */
  faults: Record<string, number>;
};

export function noCounts(): Counts {
  return { worlds: 0, calls: 0, requests: 0, edits: 0, losses: 0, faults: {} };
}

/** Counts a world in. */
export function countTrial(counts: Counts, { history, verdict }: Trial): void {
  counts.worlds += 1;
  if (verdict.kind === 'broken') counts.losses += 1;
  for (const happening of history) {
    switch (happening.kind) {
      case 'called':
        counts.calls += 1;
        break;
      case 'committed':
        counts.edits += 1;
        if (happening.lateMs > 0) countFault(counts, 'commits late');
        break;
      case 'requested': {
        counts.requests += 1;
        const { fate } = happening.turn;
        if (fate.kind !== 'answered') countFault(counts, fate.kind === 'refused' ? `status ${fate.status}` : fate.kind);
        break;
      }
      case 'put':
        countFault(counts, happening.fate.kind === 'stored' ? 'objects stored' : `object ${happening.fate.kind}`);
        break;
      case 'disturbed':
        countFault(counts, happening.manner.way.kind);
        break;
      case 'sync ended':
        if (happening.why === 'given up') countFault(counts, 'gives up midway');
        break;
      case 'reset':
        countFault(counts, 're-syncs from the beginning');
        break;
      default:
    }
  }
}

/** Adds what was counted elsewhere. */
export function addCounts(counts: Counts, other: Counts): void {
  counts.worlds += other.worlds;
  counts.calls += other.calls;
  counts.requests += other.requests;
  counts.edits += other.edits;
  counts.losses += other.losses;
  for (const [fault, count] of Object.entries(other.faults)) countFault(counts, fault, count);
}

function countFault(counts: Counts, fault: string, count = 1): void {
  counts.faults[fault] = (counts.faults[fault] ?? 0) + count;
}
