import { drawAdvisor, drawApplicant, drawTerms } from './loan-data.ts';
import type { LoanIds } from './loan-ids.ts';
import type { Applicant, LoanApplication } from './loan-records.ts';
import { createLoanStore } from './loan-store.ts';
import type { LoanStore } from './loan-store.ts';
import type { Random } from './random.ts';

export type LoanWorldSize = {
  /** Live applications. */
  readonly applications: number;
  /** At most as many as applications, because each has at least one. */
  readonly advisors: number;
  /** How far the oldest application lies back. */
  readonly historyDays: number;
};

/**
 * A platform's past up to `now` (epoch milliseconds). Times are drawn relative to `now`, so one seed gives the
 * same world at any hour. Some applications are deleted already, some applicants removed.
 */
export function createLoanWorld(random: Random, ids: LoanIds, size: LoanWorldSize, now: number): LoanStore {
  if (size.advisors < 1 || size.advisors > size.applications) {
    throw new RangeError('a loan platform needs at least one advisor, and one application for each');
  }
  const advisors = Array.from({ length: size.advisors }, (_, index) =>
    drawAdvisor(random, `ad_${String(index + 1).padStart(6, '0')}`),
  );
  const applications: LoanApplication[] = [];
  const deleted = Math.floor(size.applications * deletedShare);

  for (let index = 0; index < size.applications + deleted; index += 1) {
    // The first ones give every advisor an application; after that some advisors are busier than others.
    const advisor = advisors[index] ?? advisors[Math.floor(advisors.length * random.fraction() ** 1.5)];
    if (advisor === undefined) throw new RangeError('an advisor stands beyond the list');
    applications.push({
      id: ids.nextApplicationId(),
      ...drawTimes(random, size.historyDays, now),
      ...drawTerms(random),
      advisorId: advisor.id,
      applicants: drawApplicants(random, ids, applications),
      removedApplicants: drawRemoved(random, ids),
    });
  }

  const store = createLoanStore(advisors, applications);
  for (const application of applications.slice(size.applications)) store.remove(application, application.updatedAt);
  return store;
}

/** One to four people: the first is the primary applicant, some have applied before, in one of `earlier`. */
export function drawApplicants(random: Random, ids: LoanIds, earlier: readonly LoanApplication[]): Applicant[] {
  const applicants: Applicant[] = [];
  const count = random.pickWeighted([[1, 5], [2, 6], [3, 2], [4, 1]] as const);
  while (applicants.length < count) applicants.push(drawNextApplicant(random, ids, earlier, applicants));
  return applicants;
}

/** Somebody who is not among `others`, now and then a person known from one of `earlier`. */
export function drawNextApplicant(
  random: Random,
  ids: LoanIds,
  earlier: readonly LoanApplication[],
  others: readonly Applicant[],
): Applicant {
  const role = others.length === 0 ? 'primary' : random.pick(['joint', 'guarantor'] as const);
  const known = knownPerson(random, earlier);
  const drawn = drawApplicant(random, ids.nextApplicantId(), role);
  if (known === undefined || others.some((other) => other.id === known.id)) return drawn;
  return { ...drawn, id: known.id, name: known.name };
}

const deletedShare = 0.01;
const removedShare = 0.04;
const returningShare = 0.03;
const importedShare = 0.05;
const changedShare = 0.7;

/** The past ends here, so that the first window, whatever its settle time, holds all of it. */
const quietMilliseconds = 10 * 60 * 1000;
const dayMilliseconds = 24 * 60 * 60 * 1000;

type LoanTimes = Pick<LoanApplication, 'createdAt' | 'updatedAt'>;

/** Denser toward now. A nightly import has left many rows with one and the same stamp. */
function drawTimes(random: Random, historyDays: number, now: number): LoanTimes {
  const end = now - quietMilliseconds;
  const history = historyDays * dayMilliseconds - quietMilliseconds;
  const createdAt = end - Math.floor(history * random.fraction() ** 1.5);
  const importedAt = end - Math.floor(history / 10);
  if (createdAt <= importedAt && random.chance(importedShare)) return { createdAt, updatedAt: importedAt };
  if (!random.chance(changedShare)) return { createdAt, updatedAt: createdAt };
  return { createdAt, updatedAt: createdAt + Math.floor((end - createdAt) * random.fraction()) };
}

function drawRemoved(random: Random, ids: LoanIds): Applicant[] {
  return random.chance(removedShare) ? [drawApplicant(random, ids.nextApplicantId(), 'joint')] : [];
}

function knownPerson(random: Random, earlier: readonly LoanApplication[]): Applicant | undefined {
  if (earlier.length === 0 || !random.chance(returningShare)) return undefined;
  return random.pick(random.pick(earlier).applicants);
}
