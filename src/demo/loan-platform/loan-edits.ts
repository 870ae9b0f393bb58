import type { Advisor, Applicant, LoanApplication, LoanTerms } from './loan-records.ts';
import type { LoanStore } from './loan-store.ts';

export const loanEditKinds = [
  'change application',
  'change advisor',
  'rename advisor',
  'change applicant',
  'add applicant',
  'add applicant again',
  'remove applicant',
  'create application',
  'delete application',
] as const;
export type LoanEditKind = (typeof loanEditKinds)[number];

/** One committed edit. */
export type LoanEdit = {
  readonly kind: LoanEditKind;
  /** The application's id; the advisor's for `rename advisor`. */
  readonly id: string;
  /** The stamp that the edit left, epoch milliseconds. */
  readonly at: number;
  readonly applicantId?: string;
};

/** Edits made so far. */
export type LoanEditCounts = {
  readonly total: number;
  readonly byKind: Readonly<Record<LoanEditKind, number>>;
  /** Epoch milliseconds; undefined before the first edit. */
  readonly latestAt: number | undefined;
};

/** A new application as its caller describes it; the platform adds its times. */
export type NewLoanApplication = LoanTerms & Pick<LoanApplication, 'id' | 'advisorId' | 'applicants'>;

/**
 * Everything that can change on the platform, each change stamped with the clock when it commits. An edit that
 * the platform does not allow throws `RangeError` and changes nothing: an unknown id, an application's last
 * applicant or a fifth one, an advisor's last application (nobody could read the advisor any more).
 */
export type LoanEdits = {
  readonly changeApplication: (id: string, changes: Readonly<Partial<LoanTerms>>) => LoanEdit;
  readonly changeAdvisor: (id: string, advisorId: string) => LoanEdit;
  /** Stamps every application of the advisor. */
  readonly renameAdvisor: (advisorId: string, changes: Readonly<Partial<Omit<Advisor, 'id'>>>) => LoanEdit;
  readonly changeApplicant: (id: string, applicantId: string, changes: Partial<Omit<Applicant, 'id'>>) => LoanEdit;
  /** An applicant removed earlier may come back: the id then stands in both lists. */
  readonly addApplicant: (id: string, applicant: Applicant) => LoanEdit;
  readonly removeApplicant: (id: string, applicantId: string) => LoanEdit;
  readonly createApplication: (application: NewLoanApplication) => LoanEdit;
  readonly deleteApplication: (id: string) => LoanEdit;
  readonly counts: () => LoanEditCounts;
};

/** A bound of this example, not of loan-api.yaml. */
export const applicantsMax = 4;

export function createLoanEdits(store: LoanStore, now: () => number): LoanEdits {
  const byKind = zeroByKind();
  let latestAt: number | undefined;

  const commit = (kind: LoanEditKind, id: string, apply: (at: number) => void, applicantId?: string): LoanEdit => {
    const at = now();
    apply(at);
    byKind[kind] += 1;
    latestAt = at;
    return { kind, id, at, ...(applicantId !== undefined && { applicantId }) };
  };

  return {
    changeApplication: (id, changes) => {
      const application = liveApplication(store, id);
      return commit('change application', id, (updatedAt) => Object.assign(application, changes, { updatedAt }));
    },

    changeAdvisor: (id, advisorId) => {
      const application = liveApplication(store, id);
      allowToLeave(store, application);
      return commit('change advisor', id, (updatedAt) => {
        store.move(application, advisorId);
        application.updatedAt = updatedAt;
      });
    },

    renameAdvisor: (advisorId, changes) => {
      const advisor = store.findAdvisor(advisorId);
      if (advisor === undefined) throw new RangeError(`there is no advisor ${advisorId}`);
      return commit('rename advisor', advisorId, (updatedAt) => {
        Object.assign(advisor, changes);
        for (const application of store.ofAdvisor(advisorId)) application.updatedAt = updatedAt;
      });
    },

    changeApplicant: (id, applicantId, changes) => {
      const application = liveApplication(store, id);
      const index = placeOfApplicant(application, applicantId);
      const change = (updatedAt: number): void => {
        application.applicants = application.applicants.map((applicant, place) =>
          place === index ? { ...applicant, ...changes } : applicant,
        );
        application.updatedAt = updatedAt;
      };
      return commit('change applicant', id, change, applicantId);
    },

    addApplicant: (id, applicant) => {
      const application = liveApplication(store, id);
      if (application.applicants.some((present) => present.id === applicant.id)) {
        throw new RangeError(`${applicant.id} is an applicant of ${id} already`);
      }
      if (application.applicants.length >= applicantsMax) throw new RangeError(`${id} has all applicants it can have`);
      const wasRemoved = application.removedApplicants.some((removed) => removed.id === applicant.id);
      const add = (updatedAt: number): void => {
        application.applicants.push(applicant);
        application.updatedAt = updatedAt;
      };
      return commit(wasRemoved ? 'add applicant again' : 'add applicant', id, add, applicant.id);
    },

    removeApplicant: (id, applicantId) => {
      const application = liveApplication(store, id);
      const index = placeOfApplicant(application, applicantId);
      if (application.applicants.length === 1) throw new RangeError(`${applicantId} is the last applicant of ${id}`);
      const remove = (updatedAt: number): void => {
        const wasRemoved = application.removedApplicants.some((removed) => removed.id === applicantId);
        const leaving = application.applicants.splice(index, 1);
        if (!wasRemoved) application.removedApplicants.push(...leaving);
        application.updatedAt = updatedAt;
      };
      return commit('remove applicant', id, remove, applicantId);
    },

    createApplication: (application) => {
      if (idWasUsed(store, application.id)) throw new RangeError(`the id ${application.id} was used already`);
      return commit('create application', application.id, (at) => {
        store.add({ ...application, createdAt: at, updatedAt: at, removedApplicants: [] });
      });
    },

    deleteApplication: (id) => {
      const application = liveApplication(store, id);
      allowToLeave(store, application);
      return commit('delete application', id, (deletedAt) => {
        store.remove(application, deletedAt);
      });
    },

    counts: () => ({
      total: Object.values(byKind).reduce((sum, count) => sum + count, 0),
      byKind: { ...byKind },
      latestAt,
    }),
  };
}

function zeroByKind(): Record<LoanEditKind, number> {
  return {
    'change application': 0,
    'change advisor': 0,
    'rename advisor': 0,
    'change applicant': 0,
    'add applicant': 0,
    'add applicant again': 0,
    'remove applicant': 0,
    'create application': 0,
    'delete application': 0,
  };
}

function liveApplication(store: LoanStore, id: string): LoanApplication {
  const application = store.find(id);
  if (application === undefined) throw new RangeError(`there is no application ${id}`);
  return application;
}

function allowToLeave(store: LoanStore, application: LoanApplication): void {
  if (store.ofAdvisor(application.advisorId).size > 1) return;
  throw new RangeError(`${application.id} is the last application of ${application.advisorId}`);
}

function placeOfApplicant(application: LoanApplication, applicantId: string): number {
  const index = application.applicants.findIndex((applicant) => applicant.id === applicantId);
  if (index < 0) throw new RangeError(`${applicantId} is no applicant of ${application.id}`);
  return index;
}

function idWasUsed(store: LoanStore, id: string): boolean {
  return store.find(id) !== undefined || store.deletions.some((deletion) => deletion.id === id);
}
