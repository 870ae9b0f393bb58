import type { Advisor, DeletedLoanApplication, LoanApplication } from './loan-records.ts';

/** Everything the platform holds, kept in the orders in which it is read. */
export type LoanStore = {
  /** The live ones, by id. */
  readonly applications: readonly LoanApplication[];
  /** By id. */
  readonly deletions: readonly DeletedLoanApplication[];
  /** By id. */
  readonly advisors: readonly Advisor[];
  readonly find: (applicationId: string) => LoanApplication | undefined;
  readonly findAdvisor: (advisorId: string) => Advisor | undefined;
  /** The live applications of one advisor. */
  readonly ofAdvisor: (advisorId: string) => ReadonlySet<LoanApplication>;
  readonly add: (application: LoanApplication) => void;
  readonly move: (application: LoanApplication, advisorId: string) => void;
  readonly remove: (application: LoanApplication, deletedAt: number) => void;
};

export function createLoanStore(advisors: readonly Advisor[], live: readonly LoanApplication[]): LoanStore {
  const applications = live.toSorted(byIdAscending);
  const deletions: DeletedLoanApplication[] = [];
  const byId = new Map(live.map((application) => [application.id, application]));
  const advisorsById = new Map(advisors.map((advisor) => [advisor.id, advisor]));
  const byAdvisor = new Map(advisors.map((advisor) => [advisor.id, new Set<LoanApplication>()]));

  const ofAdvisor = (advisorId: string): Set<LoanApplication> => {
    const found = byAdvisor.get(advisorId);
    if (found === undefined) throw new RangeError(`there is no advisor ${advisorId}`);
    return found;
  };
  for (const application of live) ofAdvisor(application.advisorId).add(application);

  return {
    applications,
    deletions,
    advisors: advisors.toSorted(byIdAscending),
    find: (applicationId) => byId.get(applicationId),
    findAdvisor: (advisorId) => advisorsById.get(advisorId),
    ofAdvisor,
    add: (application) => {
      ofAdvisor(application.advisorId).add(application);
      byId.set(application.id, application);
      applications.splice(placeOf(applications, application.id), 0, application);
    },
    move: (application, advisorId) => {
      ofAdvisor(advisorId).add(application);
      ofAdvisor(application.advisorId).delete(application);
      application.advisorId = advisorId;
    },
    remove: (application, deletedAt) => {
      ofAdvisor(application.advisorId).delete(application);
      byId.delete(application.id);
      applications.splice(placeOf(applications, application.id), 1);
      const deletion = { id: application.id, deletedAt, applicantIds: everyApplicantId(application) };
      deletions.splice(placeOf(deletions, deletion.id), 0, deletion);
    },
  };
}

function byIdAscending(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : 1;
}

/** Where the id stands, or would stand, in a list ordered by id. */
function placeOf(list: readonly { readonly id: string }[], id: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = list[middle];
    if (item !== undefined && item.id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function everyApplicantId(application: LoanApplication): readonly string[] {
  const everybody = [...application.removedApplicants, ...application.applicants];
  return [...new Set(everybody.map((applicant) => applicant.id))];
}
