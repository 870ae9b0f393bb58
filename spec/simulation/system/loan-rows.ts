import { printInstant, type Instant } from '../../../src/core/instant.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Advisor, Applicant, Application, Deletion } from './loan-records.ts';

/** The row of `loan_applications` that a record becomes. Every column tells versions apart. */
export function applicationRow(application: Application): JsonObject {
  return { ...terms(application), advisor_id: application.advisor.id };
}

export function applicantRow(application: string, { id, version }: Applicant): JsonObject {
  return { ...applicantItem({ id, version }), loan_application_id: application };
}

export function advisorRow({ id, version }: Advisor): JsonObject {
  return { id, name: `Advisor ${version}`, ...(version % 2 === 0 ? { email: `${version}@lender.example` } : {}) };
}

/** The item of the list of applications. */
export function applicationItem(application: Application): JsonObject {
  return { ...terms(application), advisor: advisorRow(application.advisor), removed_applicant_ids: application.removed };
}

export function applicantItem({ id, version }: Applicant): JsonObject {
  return { id, name: `Person ${version}`, role: 'joint', income: version };
}

export function deletionItem({ id, stamp, applicants }: Deletion): JsonObject {
  return { id, deleted_at: printInstant(stamp as Instant), applicant_ids: applicants };
}

/** The version that a row of a table says it is; NaN where it says none. */
export const versionOfRow: { readonly [table: string]: (row: JsonObject) => number } = {
  loan_applications: ({ reference }) => (typeof reference === 'number' ? reference : shortReference(reference)),
  applicants: ({ income }) => Number(income),
  advisors: ({ name }) => (typeof name === 'string' ? Number(name.replace('Advisor ', '')) : Number.NaN),
};

function terms({ id, version, stamp, createdAt }: Application): JsonObject {
  return {
    id,
    created_at: printInstant(createdAt as Instant),
    updated_at: printInstant(stamp as Instant),
    status: statuses[version % statuses.length] ?? '',
    amount: isLong(version) ? JSON.rawJSON(`12345678901234${version}.89`) : version + 0.5,
    currency: 'EUR',
    term_months: version % 400,
    reference: isLong(version) ? JSON.rawJSON(String(longReference + BigInt(version))) : version,
    purpose: version % 3 === 0 ? null : `purpose ${version} — Ω 家`,
    // A column that is sometimes left out has to be emptied again.
    ...(version % 2 === 0 ? { details: { note: version, list: [1, [version]] } } : {}),
  };
}

const statuses = ['draft', 'submitted', 'approved', 'declined', 'funded'] as const;

/** References of this size do not fit a double. */
const longReference = 2n ** 62n;

/** Every fifth version has numbers that only exact parsing keeps. */
function isLong(version: number): boolean {
  return version % 5 === 0;
}

function shortReference(reference: Json | undefined): number {
  return JSON.isRawJSON(reference) ? Number(BigInt(reference.rawJSON) - longReference) : Number.NaN;
}
