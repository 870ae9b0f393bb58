import { findLoss, type Loss } from './find-loss.ts';
import type { History } from './history.ts';
import { Truth } from './truth.ts';
import { printKey, WarehouseModel } from './warehouse-model.ts';

/**
 * At rest the warehouse equals the source: nothing is lost, and no row is live that the source does not have. Rows last
 * changed before the start of the first window are in no window. An advisor whom no application names any more may be in
 * any version it ever had.
 */
export function findDifference(truth: Truth, warehouse: WarehouseModel, start: number): Loss | null {
  const everything = { start, applications: Number.POSITIVE_INFINITY, deletions: Number.POSITIVE_INFINITY };
  return findLoss(truth, warehouse, everything) ?? findExtra(truth, warehouse);
}

function findExtra(truth: Truth, warehouse: WarehouseModel): Loss | null {
  const expected = new Map<string, Set<string>>([
    ['loan_applications', new Set([...truth.applications.keys()].map((id) => printKey([id])))],
    ['applicants', new Set([...truth.applications.values()].flatMap(({ id, applicants }) => applicants.map((applicant) => printKey([id, applicant.id]))))],
    ['advisors', new Set([...truth.advisors.keys()].map((id) => printKey([id])))],
  ]);
  for (const [table, rows] of warehouse.tables) {
    for (const [key, { deleted, call }] of rows) {
      if (deleted || expected.get(table)?.has(key) === true) continue;
      return { table, key, stamp: 0, says: `it should not be there, but call ${call} left it` };
    }
  }
  return null;
}

/** How the warehouse differs from the source at the end of a history, whatever happened before; null where it does not. */
export function differenceAtEnd(history: History): Loss | null {
  const truth = new Truth();
  const warehouse = new WarehouseModel();
  for (const happening of history) {
    if (happening.kind === 'committed') truth.commit(happening.commit);
    if (happening.kind === 'loaded') warehouse.load(happening.answer, happening.call);
    if (happening.kind === 'reset' && happening.tables === 'emptied') warehouse.clear();
  }
  return findDifference(truth, warehouse, Number.NEGATIVE_INFINITY);
}
