import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Advisor, Application, Deletion } from './loan-records.ts';
import { advisorRow, applicantRow, applicationRow, versionOfRow } from './loan-rows.ts';
import type { Commit } from './loan-source.ts';

/** What the source has, and every row that it ever had, put together from its commits alone. */
export class Truth {
  readonly applications = new Map<string, Application>();
  readonly deletions = new Map<string, Deletion>();
  readonly advisors = new Map<string, Advisor>();
  /** Per table and version, what the row was. */
  readonly #rows: { readonly [table: string]: Map<number, () => JsonObject> } = {
    loan_applications: new Map(),
    applicants: new Map(),
    advisors: new Map(),
  };

  commit({ applications, advisors, deletions }: Commit): void {
    for (const advisor of advisors) this.#addAdvisor(advisor);
    for (const application of applications) this.#addApplication(application);
    for (const deletion of deletions) {
      this.applications.delete(deletion.id);
      this.deletions.set(deletion.id, deletion);
    }
  }

  /** Whether the source ever had this very row. */
  had(table: string, row: JsonObject): boolean {
    const expected = this.#rows[table]?.get(versionOfRow[table]?.(row) ?? Number.NaN);
    return expected !== undefined && canonical(expected()) === canonical(row);
  }

  #addAdvisor(advisor: Advisor): void {
    this.advisors.set(advisor.id, advisor);
    this.#rows['advisors']?.set(advisor.version, () => advisorRow(advisor));
  }

  #addApplication(application: Application): void {
    this.applications.set(application.id, application);
    this.#rows['loan_applications']?.set(application.version, () => applicationRow(application));
    for (const applicant of application.applicants) {
      this.#rows['applicants']?.set(applicant.version, () => applicantRow(application.id, applicant));
    }
  }
}

/** One text for the same columns with the same values, whatever their order. */
function canonical(row: JsonObject): string {
  return JSON.stringify(Object.entries(row).sort(byName));
}

function byName([one]: [string, Json], [other]: [string, Json]): number {
  return one < other ? -1 : 1;
}
