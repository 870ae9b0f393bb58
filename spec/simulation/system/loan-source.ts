import type { Edit, EditKind } from './edit.ts';
import type { Advisor, Applicant, Application, Deletion } from './loan-records.ts';

/** What one transaction left behind: the records as they are now. */
export type Commit = {
  readonly says: string;
  readonly applications: readonly Application[];
  readonly advisors: readonly Advisor[];
  readonly deletions: readonly Deletion[];
};

export type LoanSourceSize = { readonly applications: number; readonly deletions: number; readonly advisors: number };

/** Where an application's id is created: between others as often as behind them. */
const idSpace = 1_000_000_007;
const idStride = 382_431_901;

/** Somebody stands in several applications before long. */
const people = 17;
const applicantsMax = 6;

/** The loan platform in memory, both lists ordered by id. It knows no clock: every stamp is given. */
export class LoanSource {
  readonly applications: Application[] = [];
  readonly deletions: Deletion[] = [];
  readonly #advisors: Advisor[] = [];
  #ids = 0;
  #people = 0;
  #version = 0;

  /** A past whose stamps lie before `until`, several of them equal. */
  begin(size: LoanSourceSize, until: number): Commit {
    for (let nth = 1; nth <= size.advisors; nth += 1) this.#advisors.push({ id: `ad_${nth}`, version: this.#nextVersion() });
    const commits: Commit[] = [];
    for (let nth = 0; nth < size.applications + size.deletions; nth += 1) {
      const stamp = until - 60_000 * (1 + ((nth * 7) % 11));
      commits.push(this.#create(nth, stamp, nth % 4));
    }
    for (let nth = 0; nth < size.deletions; nth += 1) commits.push(this.#delete(nth * 5, until - 30_000));
    return {
      says: 'the source begins',
      applications: [...this.applications],
      advisors: [...this.#advisors],
      deletions: commits.flatMap(({ deletions }) => deletions),
    };
  }

  /** Commits an edit with the stamp that it gets. Null where there is nothing that it could change. */
  commit({ kind, pick }: Edit, stamp: number): Commit | null {
    if (kind === 'create an application') return this.#advisors.length === 0 ? null : this.#create(pick, stamp, pick % 4);
    if (this.applications.length === 0) return null;
    if (kind === 'delete an application') return this.#delete(pick, stamp);
    if (kind === 'rename an advisor') return this.#rename(pick, stamp);
    const application = pickOf(this.applications, pick);
    const changes = this.#changesOf(kind, application, pick);
    return changes === null ? null : this.#put(kind, { ...application, ...changes, stamp });
  }

  /** The live application of that id. */
  find(id: string): Application | undefined {
    const application = this.applications[placeOf(this.applications, id)];
    return application?.id === id ? application : undefined;
  }

  #changesOf(kind: EditKind, { applicants, removed }: Application, pick: number): Partial<Application> | null {
    const absent = removed.filter((id) => applicants.every((applicant) => applicant.id !== id));
    switch (kind) {
      case 'change the advisor of an application':
        return { advisor: pickOf(this.#advisors, pick * 3 + 1) };
      case 'add an applicant':
        return applicants.length >= applicantsMax ? null : { applicants: [...applicants, this.#nextApplicant(applicants)] };
      case 'bring an applicant back':
        return absent.length === 0 ? null : { applicants: [...applicants, { id: pickOf(absent, pick), version: this.#nextVersion() }] };
      case 'remove an applicant': {
        if (applicants.length === 0) return null;
        const { id } = pickOf(applicants, pick);
        return { applicants: applicants.filter((applicant) => applicant.id !== id), removed: [...new Set([...removed, id])] };
      }
      case 'change an applicant': {
        if (applicants.length === 0) return null;
        const changed = { id: pickOf(applicants, pick).id, version: this.#nextVersion() };
        return { applicants: applicants.map((applicant) => (applicant.id === changed.id ? changed : applicant)) };
      }
      default:
        return {};
    }
  }

  #create(pick: number, stamp: number, applicants: number): Commit {
    this.#ids += 1;
    const id = `la_${String((this.#ids * idStride) % idSpace).padStart(10, '0')}`;
    return this.#put('create an application', {
      id,
      version: 0,
      stamp,
      createdAt: stamp,
      advisor: pickOf(this.#advisors, pick),
      applicants: Array.from({ length: applicants }, () => this.#nextApplicant([])),
      removed: [],
    });
  }

  #delete(pick: number, stamp: number): Commit {
    const { id, applicants, removed } = pickOf(this.applications, pick);
    this.applications.splice(placeOf(this.applications, id), 1);
    const deletion = { id, stamp, applicants: [...new Set([...applicants.map((applicant) => applicant.id), ...removed])] };
    this.deletions.splice(placeOf(this.deletions, id), 0, deletion);
    return { says: `delete ${id}`, applications: [], advisors: [], deletions: [deletion] };
  }

  /** Stamps every application of the advisor. */
  #rename(pick: number, stamp: number): Commit {
    const nth = pick % this.#advisors.length;
    const advisor = { id: pickOf(this.#advisors, pick).id, version: this.#nextVersion() };
    this.#advisors[nth] = advisor;
    const applications: Application[] = [];
    for (const [place, application] of this.applications.entries()) {
      if (application.advisor.id !== advisor.id) continue;
      const stamped = { ...application, advisor, stamp, version: this.#nextVersion() };
      this.applications[place] = stamped;
      applications.push(stamped);
    }
    return { says: `rename ${advisor.id} of ${applications.map(({ id }) => id).join(', ')}`, applications, advisors: [advisor], deletions: [] };
  }

  #put(kind: EditKind, record: Application): Commit {
    const application = { ...record, version: this.#nextVersion() };
    const place = placeOf(this.applications, application.id);
    const known = this.applications[place]?.id === application.id;
    this.applications.splice(place, known ? 1 : 0, application);
    const { id, version } = application;
    return { says: `${kind}: ${id} is at version ${version}`, applications: [application], advisors: [], deletions: [] };
  }

  /** The same people apply again and again, but nobody twice for one loan. */
  #nextApplicant(others: readonly Applicant[]): Applicant {
    this.#people += 1;
    const id = `ap_${this.#people % people}`;
    return others.some((other) => other.id === id) ? this.#nextApplicant(others) : { id, version: this.#nextVersion() };
  }

  #nextVersion(): number {
    this.#version += 1;
    return this.#version;
  }
}

/** The first place whose id is not before this one. */
function placeOf(list: readonly { readonly id: string }[], id: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.id ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One of a list that is not empty. */
function pickOf<T>(list: readonly T[], pick: number): T {
  const picked = list[pick % list.length];
  if (picked === undefined) throw new RangeError('there is nothing to choose from');
  return picked;
}
