import type { JsonObject } from '../../core/json.ts';
import { createLoanEdits } from './loan-edits.ts';
import type { LoanEdit, LoanEdits, NewLoanApplication } from './loan-edits.ts';
import { createLoanIds } from './loan-ids.ts';
import { advisorRow, applicantItem, applicantRow, applicationItem, applicationRow, deletionItem } from './loan-items.ts';
import { createPageReader } from './loan-pages.ts';
import type { ReadPage } from './loan-pages.ts';
import type { Advisor, DeletedLoanApplication, LoanApplication } from './loan-records.ts';
import { createLoanWorld } from './loan-world.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { commitRandomEdit, drawNewApplication } from './random-loan-edit.ts';

export type LoanPlatformOptions = {
  /** The same seed, sizes and clock give the same data and the same random edits. */
  readonly seed: number;
  readonly applications: number;
  readonly advisors: number;
  /** The source's clock, epoch milliseconds. */
  readonly now: () => number;
  /** How far the oldest application lies back; two years unless set. */
  readonly historyDays?: number;
};

/** A lender's system in memory: what its API reads, what its staff edit, and the truth to compare a warehouse with. */
export type LoanPlatform = {
  /** The source's clock, epoch milliseconds. */
  readonly now: () => number;
  /** The live applications whose last change lies in the window, by id. */
  readonly listApplications: ReadPage;
  /** The applications deleted in the window, by id. */
  readonly listDeleted: ReadPage;
  /** Undefined for an application that is deleted or never was. */
  readonly applicantsOf: (applicationId: string) => readonly JsonObject[] | undefined;
  /** Commits one random edit; the draws come from the platform's own seed unless others are given. */
  readonly edit: (random?: Random) => LoanEdit;
  /** Named edits, and how many of each were made, random ones included. */
  readonly edits: LoanEdits;
  /** A new application for `createApplication`, with an id that was never used. */
  readonly draftApplication: () => NewLoanApplication;
  readonly tables: () => LoanTables;
};

/** The rows that a warehouse should hold, per table. */
export type LoanTables = {
  readonly loan_applications: readonly JsonObject[];
  readonly applicants: readonly JsonObject[];
  readonly advisors: readonly JsonObject[];
};

const historyDaysDefault = 730;

export function createLoanPlatform(options: LoanPlatformOptions): LoanPlatform {
  const { now, historyDays = historyDaysDefault } = options;
  const ids = createLoanIds();
  const store = createLoanWorld(createRandom(options.seed), ids, { ...options, historyDays }, now());
  const edits = createLoanEdits(store, now);
  // Edits draw from a seed of their own: what is drawn for the past never changes what is edited later.
  const editRandom = createRandom(~options.seed);

  const advisorOf = (advisorId: string): Advisor => {
    const advisor = store.findAdvisor(advisorId);
    if (advisor === undefined) throw new RangeError(`there is no advisor ${advisorId}`);
    return advisor;
  };
  const versionOf = (): number => edits.counts().total;
  const applications = {
    entries: store.applications,
    stampOf: (application: LoanApplication) => application.updatedAt,
    itemOf: (application: LoanApplication) =>
      applicationItem(application, advisorOf(application.advisorId)),
  };
  const deletions = {
    entries: store.deletions,
    stampOf: (deletion: DeletedLoanApplication) => deletion.deletedAt,
    itemOf: deletionItem,
  };

  return {
    now,
    listApplications: createPageReader(applications, versionOf),
    listDeleted: createPageReader(deletions, versionOf),
    applicantsOf: (applicationId) => store.find(applicationId)?.applicants.map(applicantItem),
    edit: (random = editRandom) => commitRandomEdit(random, ids, store, edits),
    edits,
    draftApplication: () => drawNewApplication(editRandom, ids, store),
    tables: () => ({
      loan_applications: store.applications.map(applicationRow),
      applicants: store.applications.flatMap((application) =>
        application.applicants.map((applicant) => applicantRow(applicant, application)),
      ),
      advisors: store.advisors.map(advisorRow),
    }),
  };
}
