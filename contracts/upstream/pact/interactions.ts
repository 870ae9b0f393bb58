import { MatchersV3 } from '@pact-foundation/pact';
import { applicant, application, cursor, deletion, exampleId, httpDate, json, knownToken, problem, problemJson, unknownToken, until } from './examples.ts';
import type { Given, Interaction, Template } from './interaction.ts';

const { eachLike, regex } = MatchersV3;

/** Every request that the source `loans` makes, and every answer that it treats in a way of its own. */
export const interactions = {
  firstPage: list(
    'the first page of a first sync, which has no beginning',
    { name: 'applications were changed at any time', parameters: { count: 5 } },
    'loan-applications',
    { from: null, page: 1, size: 2 },
    2,
    5,
  ),
  lastPage: list(
    'the last page, which is read second',
    { name: 'applications were changed at any time', parameters: { count: 5 } },
    'loan-applications',
    { from: null, page: 3, size: 2 },
    1,
    5,
  ),
  middlePage: list(
    'a page in the middle',
    { name: 'applications were changed at any time', parameters: { count: 5 } },
    'loan-applications',
    { from: null, page: 2, size: 2 },
    2,
    5,
  ),
  pagePastEnd: list(
    'a page past the end, after rows have left the window',
    { name: 'applications were changed at any time', parameters: { count: 4 } },
    'loan-applications',
    { from: null, page: 3, size: 2 },
    0,
    4,
  ),
  incrementalPage: list(
    'the page of an incremental sync, from its cursor on',
    { name: 'applications were changed after the cursor', parameters: { count: 1, cursor } },
    'loan-applications',
    { from: cursor, page: 1, size: 2 },
    1,
    1,
  ),
  nothingNew: list(
    'the page of an incremental sync without anything new',
    { name: 'applications were changed after the cursor', parameters: { count: 0, cursor } },
    'loan-applications',
    { from: cursor, page: 1, size: 2 },
    0,
    0,
  ),
  deletions: list(
    'a page of the deletions',
    { name: 'applications were deleted after the cursor', parameters: { count: 2, cursor } },
    'loan-applications/deleted',
    { from: cursor, page: 1, size: 2 },
    2,
    2,
  ),
  setupTest: list(
    'the one request of a setup test, for one row',
    { name: 'applications were deleted after the cursor', parameters: { count: 2, cursor } },
    'loan-applications/deleted',
    { from: null, page: 1, size: 1 },
    1,
    2,
  ),
  applicants: {
    description: "an application's applicants",
    given: { name: 'an application has applicants', parameters: { id: exampleId } },
    request: applicantsRequest(exampleId),
    answer: { status: 200, headers: json, body: { data: eachLike(applicant) } },
  },
  applicantsGone: {
    description: 'the applicants of an application that was deleted meanwhile',
    given: { name: 'an application was deleted', parameters: { id: exampleId } },
    request: applicantsRequest(exampleId),
    answer: { status: 404, headers: problemJson, body: problem },
  },
  unauthorized: failing(
    'a list, with a token that is not known',
    { name: 'another token is known', parameters: { token: unknownToken } },
    { status: 401, headers: problemJson, body: problem },
    unknownToken,
  ),
  limitedForSeconds: failing(
    'a list, of an API that asks to wait some seconds',
    { name: 'the API has had too many requests', parameters: { retryAfter: 'seconds' } },
    { status: 429, headers: { ...problemJson, 'Retry-After': regex('^\\d+$', '7') }, body: problem },
  ),
  limitedUntil: failing(
    'a list, of an API that asks to wait until a time',
    { name: 'the API has had too many requests', parameters: { retryAfter: 'date' } },
    {
      status: 429,
      headers: { ...problemJson, Date: httpDate(0), 'Retry-After': httpDate(9_000) },
      body: problem,
    },
  ),
  outOfOrder: failing(
    'a list, of an API that is out of order',
    { name: 'the API is out of order', parameters: {} },
    { status: 500, headers: problemJson, body: problem },
  ),
  otherShape: failing(
    'a list, of an API that answers in another shape',
    { name: 'the API is another one', parameters: {} },
    { status: 200, headers: json, body: { results: [] } },
  ),
} satisfies Readonly<Record<string, Interaction>>;

type List = 'loan-applications' | 'loan-applications/deleted';
type Window = { readonly from: string | null; readonly page: number; readonly size: number };

function listRequest(list: List, { from, page, size }: Window, token = knownToken): Interaction['request'] {
  const window = { ...(from === null ? {} : { updated_from: from }), updated_until: until };
  return { path: `/v1/${list}`, query: { ...window, page: String(page), per_page: String(size) }, token };
}

/** `rows` are exactly as many as have to come. */
function page(item: Template, rows: number, total: number): Interaction['answer'] {
  const data = rows === 0 ? [] : Array.from({ length: rows }, () => item);
  return {
    status: 200,
    headers: { ...json, Date: httpDate(0) },
    body: { data, page: { total } },
  };
}

function list(description: string, given: Given, name: List, window: Window, rows: number, total: number): Interaction {
  const item = name === 'loan-applications' ? application : deletion;
  return { description, given, request: listRequest(name, window), answer: page(item, rows, total) };
}

function failing(description: string, given: Given, answer: Interaction['answer'], token = knownToken): Interaction {
  return { description, given, request: listRequest('loan-applications/deleted', { from: null, page: 1, size: 2 }, token), answer };
}

function applicantsRequest(id: string): Interaction['request'] {
  return { path: `/v1/loan-applications/${id}/applicants`, query: {}, token: knownToken };
}
