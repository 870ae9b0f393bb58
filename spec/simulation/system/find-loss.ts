import type { Application, Deletion } from './loan-records.ts';
import { versionOfRow } from './loan-rows.ts';
import type { Truth } from './truth.ts';
import { printKey, type WarehouseModel } from './warehouse-model.ts';

/** How far each list is complete, in milliseconds since 1970: from its start up to the end of its last finished window. */
export type Reach = { readonly start: number; readonly applications: number; readonly deletions: number };

/** A row that is not in the warehouse as it should be. */
export type Loss = {
  readonly table: string;
  readonly key: string;
  /** What should be there and what is. */
  readonly says: string;
  /** The stamp of the change that was lost. */
  readonly stamp: number;
};

/**
 * The law of no loss. Of a window that was finished at c, every application last changed before c is in the warehouse in
 * exactly that version, with its applicants and without those removed; its advisor is as it is now, because renaming an
 * advisor stamps all its applications; every application deleted before c is marked, with all the applicants it ever had.
 */
export function findLoss(truth: Truth, warehouse: WarehouseModel, reach: Reach): Loss | null {
  for (const application of truth.applications.values()) {
    const loss = lossOf(application, warehouse, reach);
    if (loss !== null) return loss;
  }
  for (const deletion of truth.deletions.values()) {
    const loss = lossOfDeletion(deletion, warehouse, reach);
    if (loss !== null) return loss;
  }
  return null;
}

/** The same for one application, live or deleted. */
export function findLossOf(id: string, truth: Truth, warehouse: WarehouseModel, reach: Reach): Loss | null {
  const application = truth.applications.get(id);
  if (application !== undefined) return lossOf(application, warehouse, reach);
  const deletion = truth.deletions.get(id);
  return deletion === undefined ? null : lossOfDeletion(deletion, warehouse, reach);
}

function lossOf({ id, version, stamp, applicants, removed, advisor }: Application, warehouse: WarehouseModel, reach: Reach): Loss | null {
  if (stamp < reach.start || stamp >= reach.applications) return null;
  const look = lookIn(warehouse, stamp);
  for (const applicant of applicants) {
    const loss = look('applicants', [id, applicant.id], applicant.version);
    if (loss !== null) return loss;
  }
  for (const person of removed) {
    if (applicants.some((applicant) => applicant.id === person)) continue;
    const loss = look('applicants', [id, person], null);
    if (loss !== null) return loss;
  }
  return look('loan_applications', [id], version) ?? look('advisors', [advisor.id], advisor.version);
}

function lossOfDeletion({ id, stamp, applicants }: Deletion, warehouse: WarehouseModel, reach: Reach): Loss | null {
  if (stamp < reach.start || stamp >= reach.deletions) return null;
  const look = lookIn(warehouse, stamp);
  for (const applicant of applicants) {
    const loss = look('applicants', [id, applicant], null);
    if (loss !== null) return loss;
  }
  return look('loan_applications', [id], null);
}

/** Looks for a row in the version that should be there; null is a row that should be gone. */
function lookIn(warehouse: WarehouseModel, stamp: number): (table: string, key: readonly string[], version: number | null) => Loss | null {
  return (table, columns, version) => {
    const key = printKey(columns);
    const stored = warehouse.tables.get(table)?.get(key);
    const found = stored === undefined || stored.deleted ? null : (versionOfRow[table]?.(stored.row) ?? null);
    if (found === version) return null;
    const there = stored === undefined ? 'it never came' : `call ${stored.call} left ${stored.deleted ? 'it deleted' : `version ${found}`}`;
    return { table, key, stamp, says: `it should be ${version === null ? 'deleted' : `at version ${version}`}, but ${there}` };
  };
}
