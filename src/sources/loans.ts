import * as z from 'zod/mini';
import type { Catalog } from '../core/catalog.ts';
import type { JsonObject } from '../core/json.ts';
import { jsonName, jsonNumber } from '../edge/json-shape.ts';
import { baseUrl, credential, described } from '../edge/settings.ts';
import type { Source } from '../edge/source.ts';

/** Both lists are windows over a stamp of their own, ordered by `id`, and count the window exactly. */
const list = {
  strategy: { name: 'countdown', total: 'exact' },
  window: { from: 'updated_from', until: 'updated_until', format: 'iso', grainMs: 1 },
  page: { number: 'page', size: 'per_page', sizeMax: 500 },
  paths: { items: ['data'], total: ['page', 'total'] },
} as const;

/** Deletions come first, so that a row deleted before the list is read is not in the list that follows. */
const catalog: Catalog = {
  source: 'loans',
  tables: {
    loan_applications: { primary_key: ['id'] },
    applicants: { primary_key: ['loan_application_id', 'id'] },
    advisors: { primary_key: ['id'] },
  },
  streams: {
    deleted_loan_applications: { tables: ['loan_applications', 'applicants'], ...list },
    loan_applications: { tables: ['loan_applications', 'applicants', 'advisors'], ...list },
  },
};

const stamp = z.iso.datetime({ error: 'it is not a UTC time' });

const loanApplication = z.object({
  id: jsonName,
  created_at: stamp,
  updated_at: stamp,
  status: z.string(),
  amount: jsonNumber,
  currency: z.string(),
  term_months: jsonNumber,
  reference: jsonNumber,
  purpose: z.nullish(z.string()),
  details: z.optional(z.object({})),
  advisor: z.object({ id: jsonName, name: z.string(), email: z.nullish(z.string()) }),
  removed_applicant_ids: z.array(jsonName),
});

const applicant = z.object({ id: jsonName, name: z.string(), role: z.string(), income: z.nullish(jsonNumber) });

/** What `rows` reads of an item, once its shape was checked. */
type LoanApplication = JsonObject & {
  readonly id: string;
  readonly advisor: JsonObject & { readonly id: string };
  readonly removed_applicant_ids: readonly string[];
};

const deletedLoanApplication = z.object({ id: jsonName, deleted_at: stamp, applicant_ids: z.array(jsonName) });

/** The paged API of a loan platform: applications with their advisor, their applicants, and the deleted ones. */
export const loans: Source = {
  catalog,
  secrets: z.object({
    baseUrl: described(baseUrl, 'where the API is, may carry a path, e.g. https://host/loans'),
    apiToken: described(credential, 'the bearer token'),
  }),
  access: ({ baseUrl = '', apiToken = '' }) => ({
    baseUrl: new URL(baseUrl),
    headers: { authorization: `Bearer ${apiToken}` },
    credentials: [apiToken],
  }),
  endpoints: {
    deleted_loan_applications: {
      path: '/v1/loan-applications/deleted',
      item: deletedLoanApplication,
      rows: (item) => {
        const { id, applicant_ids } = item as z.infer<typeof deletedLoanApplication>;
        return {
          delete: {
            loan_applications: [{ id }],
            applicants: applicant_ids.map((applicant) => ({ loan_application_id: id, id: applicant })),
          },
        };
      },
    },
    loan_applications: {
      path: '/v1/loan-applications',
      item: loanApplication,
      children: {
        path: (item) => `/v1/loan-applications/${encodeURIComponent((item as LoanApplication).id)}/applicants`,
        items: ['data'],
        item: applicant,
        goneStatus: 404,
      },
      rows: (item, applicants) => {
        const { advisor, removed_applicant_ids, ...application } = item as LoanApplication;
        const { id } = application as { readonly id: string };
        return {
          insert: {
            loan_applications: [{ ...application, advisor_id: advisor.id }],
            applicants: applicants.map((applicant) => ({ ...applicant, loan_application_id: id })),
            advisors: [advisor],
          },
          // One that is listed again wins over its removal: within a change, inserts win over deletes.
          delete: { applicants: removed_applicant_ids.map((applicant) => ({ loan_application_id: id, id: applicant })) },
        };
      },
    },
  },
};
