import type { Json, JsonObject } from '../../core/json.ts';
import { parseJson } from '../../edge/json.ts';
import type { Advisor, Applicant, DeletedLoanApplication, LoanApplication } from './loan-records.ts';

/** An application as the API lists it, every digit of its numbers kept. */
export function applicationItem(application: LoanApplication, advisor: Advisor): JsonObject {
  return {
    ...applicationColumns(application, (text) => JSON.rawJSON(text)),
    advisor: advisorRow(advisor),
    removed_applicant_ids: application.removedApplicants.map((applicant) => applicant.id),
  };
}

/** An application as its warehouse row, its numbers as `parseJson` reads them. */
export function applicationRow(application: LoanApplication): JsonObject {
  return { ...applicationColumns(application, parseJson), advisor_id: application.advisorId };
}

/** An applicant as the API lists it. */
export function applicantItem(applicant: Applicant): JsonObject {
  return { id: applicant.id, name: applicant.name, role: applicant.role, income: applicant.income };
}

/** An applicant as its warehouse row. */
export function applicantRow(applicant: Applicant, application: LoanApplication): JsonObject {
  return { ...applicantItem(applicant), loan_application_id: application.id };
}

/** An advisor, alike in the API and in the warehouse. */
export function advisorRow(advisor: Advisor): JsonObject {
  return { id: advisor.id, name: advisor.name, email: advisor.email };
}

/** A deletion as its feed lists it. */
export function deletionItem(deletion: DeletedLoanApplication): JsonObject {
  return { id: deletion.id, deleted_at: printTime(deletion.deletedAt), applicant_ids: deletion.applicantIds };
}

function applicationColumns(application: LoanApplication, printNumber: (text: string) => Json): JsonObject {
  return {
    id: application.id,
    created_at: printTime(application.createdAt),
    updated_at: printTime(application.updatedAt),
    status: application.status,
    amount: printNumber(application.amount),
    currency: application.currency,
    term_months: application.termMonths,
    reference: printNumber(application.reference.toString()),
    purpose: application.purpose,
    details: application.details,
  };
}

function printTime(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString();
}
