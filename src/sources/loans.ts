import * as z from 'zod/mini';
import { described } from '../protocol/described.ts';
import { bearer } from '../edge/access/bearer.ts';
import { defineSource } from '../edge/define-source.ts';
import { endpoint } from '../edge/endpoint.ts';
import { jsonName, jsonNumber } from '../edge/json-shape.ts';
import { baseUrl, credential } from '../edge/settings.ts';

/** Both lists are windows over a stamp of their own, ordered by `id`, and count the window exactly. */
const list = {
  strategy: { name: 'countdown', total: 'exact' },
  window: { from: 'updated_from', until: 'updated_until', format: 'iso', grainMs: 1 },
  page: { number: 'page', size: 'per_page', sizeMax: 500 },
} as const;

const where = { items: ['data'], total: ['page', 'total'] } as const;

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

const deletedLoanApplication = z.object({ id: jsonName, deleted_at: stamp, applicant_ids: z.array(jsonName) });

/** The paged API of a loan platform: applications with their advisor, their applicants, and the deleted ones. */
export const loans = defineSource({
  catalog: {
    source: 'loans',
    tables: {
      loan_applications: { primary_key: ['id'] },
      applicants: { primary_key: ['loan_application_id', 'id'] },
      advisors: { primary_key: ['id'] },
    },
    // Deletions come first, so that a row deleted before the list is read is not in the list that follows.
    streams: {
      deleted_loan_applications: {
        tables: ['loan_applications', 'applicants'],
        ...list,
        paths: { ...where, stamp: ['deleted_at'] },
        example: { item: { id: 'la_0000000007', deleted_at: '2026-01-31T08:00:00.000Z', applicant_ids: ['ap_1'] } },
      },
      loan_applications: {
        tables: ['loan_applications', 'applicants', 'advisors'],
        ...list,
        paths: { ...where, stamp: ['updated_at'] },
        // Ids are never used again.
        deletes: { by: 'tombstones', stream: 'deleted_loan_applications', undeleted: false },
        example: {
          item: {
            id: 'la_0000000001',
            created_at: '2026-01-30T08:00:00.000Z',
            updated_at: '2026-01-31T08:00:00.000Z',
            status: 'submitted',
            amount: 250000.5,
            currency: 'EUR',
            term_months: 240,
            reference: 4711,
            purpose: null,
            details: { channel: 'branch' },
            advisor: { id: 'ad_1', name: 'an advisor', email: null },
            removed_applicant_ids: ['ap_3'],
          },
          children: [{ id: 'ap_2', name: 'an applicant', role: 'primary', income: 54000 }],
        },
      },
    },
  },
  secrets: z.object({
    baseUrl: described(baseUrl, 'where the API is, may carry a path, e.g. https://host/loans'),
    apiToken: described(credential, 'the bearer token'),
  }),
  access: ({ baseUrl, apiToken }) => ({ baseUrl: new URL(baseUrl), ...bearer(apiToken) }),
  endpoints: {
    deleted_loan_applications: endpoint({
      path: '/v1/loan-applications/deleted',
      item: deletedLoanApplication,
      rows: ({ id, applicant_ids }) => ({
        delete: {
          loan_applications: [{ id }],
          applicants: applicant_ids.map((applicant) => ({ loan_application_id: id, id: applicant })),
        },
      }),
    }),
    loan_applications: endpoint({
      path: '/v1/loan-applications',
      item: loanApplication,
      children: {
        path: ({ id }) => `/v1/loan-applications/${encodeURIComponent(id)}/applicants`,
        items: ['data'],
        item: applicant,
        goneStatus: 404,
      },
      rows: ({ advisor, removed_applicant_ids, ...application }, applicants) => {
        const { id } = application;
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
    }),
  },
});
