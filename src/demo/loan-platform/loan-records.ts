import type { JsonObject } from '../../core/json.ts';

export const loanStatuses = ['draft', 'submitted', 'approved', 'declined', 'funded'] as const;
export type LoanStatus = (typeof loanStatuses)[number];

export const applicantRoles = ['primary', 'joint', 'guarantor'] as const;
export type ApplicantRole = (typeof applicantRoles)[number];

/** What a customer asks for. */
export type LoanTerms = {
  status: LoanStatus;
  /** Decimal text, up to 20 significant digits, two of them decimals. */
  amount: string;
  currency: string;
  termMonths: number;
  /** Up to 2^63−1. */
  reference: bigint;
  purpose: string | null;
  details: JsonObject;
};

/** An application as the platform keeps it; times are epoch milliseconds. */
export type LoanApplication = LoanTerms & {
  readonly id: string;
  readonly createdAt: number;
  updatedAt: number;
  advisorId: string;
  /** One to four. */
  applicants: Applicant[];
  /** Everybody who was ever removed, once each, also those who came back. */
  readonly removedApplicants: Applicant[];
};

export type Applicant = {
  /** Names a person: the same id may stand in several applications. */
  readonly id: string;
  readonly name: string;
  readonly role: ApplicantRole;
  readonly income: number | null;
};

export type Advisor = {
  readonly id: string;
  name: string;
  email: string | null;
};

export type DeletedLoanApplication = {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly deletedAt: number;
  /** All it ever had. */
  readonly applicantIds: readonly string[];
};
