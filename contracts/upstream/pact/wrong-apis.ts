import type { LoanApiFault } from '../../../src/demo/loan-platform/loan-api-answer.ts';

/** Loan APIs that break the contract, each in its own way. */
export const wrongApis = {
  'drops total': { body: (body) => body.replace(/"total":\d+,/, '') },
  'renames the list': { body: (body) => body.replace('"data"', '"items"') },
  'sends numbers as texts': { body: (body) => body.replaceAll(/"(term_months|reference)":(\d+)/g, '"$1":"$2"') },
  'answers every request with 500': { status: 500 },
} satisfies Readonly<Record<string, LoanApiFault>>;

/** Whom the contract may be verified against. */
export type Subject = 'the loan API' | keyof typeof wrongApis;
