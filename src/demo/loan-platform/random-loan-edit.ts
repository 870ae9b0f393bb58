import { drawAmount, drawDetails, drawEmail, drawIncome, drawName, drawStatus, drawTerms } from './loan-data.ts';
import { applicantsMax } from './loan-edits.ts';
import type { LoanEdit, LoanEditKind, LoanEdits, NewLoanApplication } from './loan-edits.ts';
import type { LoanIds } from './loan-ids.ts';
import type { Applicant, LoanApplication } from './loan-records.ts';
import type { LoanStore } from './loan-store.ts';
import { drawApplicants, drawNextApplicant } from './loan-world.ts';
import type { Random } from './random.ts';

/** How often each kind of edit is drawn; as many applications come as go. */
const editWeights: readonly (readonly [LoanEditKind, number])[] = [
  ['change application', 30],
  ['change advisor', 8],
  ['rename advisor', 2],
  ['change applicant', 18],
  ['add applicant', 8],
  ['add applicant again', 4],
  ['remove applicant', 10],
  ['create application', 10],
  ['delete application', 10],
];

/**
 * Draws one edit and commits it. Where the drawn kind finds nothing that may be edited so (nobody to remove, say),
 * an application is changed instead, which is always possible.
 */
export function commitRandomEdit(random: Random, ids: LoanIds, store: LoanStore, edits: LoanEdits): LoanEdit {
  const kind = random.pickWeighted(editWeights);
  const application = pickEditable(random, store, kind);
  if (application === undefined) return changeSomeTerms(random, edits, random.pick(store.applications));

  switch (kind) {
    case 'change application':
      return changeSomeTerms(random, edits, application);
    case 'change advisor':
      return edits.changeAdvisor(application.id, random.pick(store.advisors).id);
    case 'rename advisor': {
      const { advisorId } = application;
      return edits.renameAdvisor(advisorId, { name: drawName(random), email: drawEmail(random, advisorId) });
    }
    case 'change applicant':
      return changeSomeone(random, edits, application);
    case 'add applicant': {
      const everybody = [...application.applicants, ...application.removedApplicants];
      return edits.addApplicant(application.id, drawNextApplicant(random, ids, store.applications, everybody));
    }
    case 'add applicant again':
      return edits.addApplicant(application.id, random.pick(absentApplicants(application)));
    case 'remove applicant':
      // The first one stays, so that an application keeps its primary applicant.
      return edits.removeApplicant(application.id, random.pick(application.applicants.slice(1)).id);
    case 'create application':
      return edits.createApplication(drawNewApplication(random, ids, store));
    case 'delete application':
      return edits.deleteApplication(application.id);
  }
}

export function drawNewApplication(random: Random, ids: LoanIds, store: LoanStore): NewLoanApplication {
  return {
    ...drawTerms(random),
    id: ids.nextApplicationId(),
    advisorId: random.pick(store.advisors).id,
    applicants: drawApplicants(random, ids, store.applications),
  };
}

/** The first application from a random place on, around the whole list, that this kind of edit is possible for. */
function pickEditable(random: Random, store: LoanStore, kind: LoanEditKind): LoanApplication | undefined {
  const { applications } = store;
  const start = random.integer(0, applications.length - 1);
  for (let step = 0; step < applications.length; step += 1) {
    const application = applications[(start + step) % applications.length];
    if (application !== undefined && isEditable(store, application, kind)) return application;
  }
  return undefined;
}

function isEditable(store: LoanStore, application: LoanApplication, kind: LoanEditKind): boolean {
  switch (kind) {
    case 'change advisor':
    case 'delete application':
      return store.ofAdvisor(application.advisorId).size > 1;
    case 'add applicant':
      return application.applicants.length < applicantsMax;
    case 'add applicant again':
      return application.applicants.length < applicantsMax && absentApplicants(application).length > 0;
    case 'remove applicant':
      return application.applicants.length > 1;
    case 'change application':
    case 'rename advisor':
    case 'change applicant':
    case 'create application':
      return true;
  }
}

function changeSomeTerms(random: Random, edits: LoanEdits, application: LoanApplication): LoanEdit {
  const changes = random.pick([
    { status: drawStatus(random) },
    { amount: drawAmount(random) },
    { details: drawDetails(random) },
    { status: drawStatus(random), amount: drawAmount(random), details: drawDetails(random) },
  ]);
  return edits.changeApplication(application.id, changes);
}

function changeSomeone(random: Random, edits: LoanEdits, application: LoanApplication): LoanEdit {
  const changes = random.pick([{ income: drawIncome(random) }, { name: drawName(random) }]);
  return edits.changeApplicant(application.id, random.pick(application.applicants).id, changes);
}

function absentApplicants(application: LoanApplication): readonly Applicant[] {
  const present = new Set(application.applicants.map((applicant) => applicant.id));
  return application.removedApplicants.filter((removed) => !present.has(removed.id));
}
