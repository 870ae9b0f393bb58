import { parseInstant } from '../../../src/core/instant.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { LoanSource } from './loan-source.ts';
import { applicantItem, applicationItem, deletionItem } from './loan-rows.ts';

/** What is asked of the API, read from a URL. */
export type LoanRequest =
  | { readonly kind: 'list'; readonly list: 'applications' | 'deleted'; readonly page: number; readonly size: number; readonly from: number | null; readonly until: number }
  | { readonly kind: 'applicants'; readonly id: string }
  | { readonly kind: 'unknown' };

export type LoanAnswer = { readonly status: number; readonly body: string };

/** Reads a request as loan-api.yaml describes it, below either of the paths that the API can be reached at. */
export function readLoanRequest({ pathname, searchParams }: URL): LoanRequest {
  const match = /\/v1\/loan-applications(?:\/(?:(deleted)|([^/]+)\/applicants))?$/.exec(pathname);
  if (match === null) return { kind: 'unknown' };
  const [, deleted, id] = match;
  if (id !== undefined) return { kind: 'applicants', id: decodeURIComponent(id) };
  const from = searchParams.get('updated_from');
  return {
    kind: 'list',
    list: deleted === undefined ? 'applications' : 'deleted',
    page: Number(searchParams.get('page')),
    size: Number(searchParams.get('per_page') ?? 100),
    from: from === null ? null : parseInstant(from),
    until: parseInstant(searchParams.get('updated_until') ?? '') ?? Number.NaN,
  };
}

export function answerLoanRequest(source: LoanSource, request: LoanRequest): LoanAnswer {
  switch (request.kind) {
    case 'list': {
      const isBad = !(request.page >= 1 && request.size >= 1 && request.size <= 500 && !Number.isNaN(request.until));
      return isBad ? loanProblem(400, 'a bad parameter') : answerList(source, request);
    }
    case 'applicants': {
      const application = source.find(request.id);
      if (application === undefined) return loanProblem(404, `there is no loan application ${request.id}`);
      return { status: 200, body: JSON.stringify({ data: application.applicants.map(applicantItem) }) };
    }
    case 'unknown':
      return loanProblem(404, 'there is no such path');
  }
}

/** A problem of RFC 9457. */
export function loanProblem(status: number, detail: string): LoanAnswer {
  return { status, body: JSON.stringify({ title: 'The request failed', status, detail }) };
}

/** One page and its total, counted in the same instant; a page past the end is empty. */
function answerList(source: LoanSource, { list, page, size, from, until }: Extract<LoanRequest, { kind: 'list' }>): LoanAnswer {
  const first = (page - 1) * size;
  const data: Json[] = [];
  let total = 0;
  const select = <T extends { readonly stamp: number }>(records: readonly T[], print: (record: T) => JsonObject): void => {
    for (const record of records) {
      if ((from !== null && record.stamp < from) || record.stamp >= until) continue;
      if (total >= first && total < first + size) data.push(print(record));
      total += 1;
    }
  };
  if (list === 'deleted') select(source.deletions, deletionItem);
  else select(source.applications, applicationItem);
  return { status: 200, body: JSON.stringify({ data, page: { number: page, size, total, more_data: first + size < total } }) };
}
