import { MatchersV3 } from '@pact-foundation/pact';
import type { Given, Interaction, Template } from './interaction.ts';

const { atLeastLike, boolean, eachLike, integer, number, regex, string } = MatchersV3;

/** When the connector plays the consumer, by its own clock and by that of the answers. */
export const playedAt = '2026-01-31T12:00:00.000Z';

/** The bearer token that the loan API knows. */
export const knownToken = 'token-of-the-contract';
const unknownToken = 'token-that-was-revoked';

/** The end of a window that is frozen then: `settleSeconds` and one second earlier. */
const until = '2026-01-31T11:59:29.000Z';
/** Where the cursor stands in an incremental sync. */
export const cursor = '2026-01-30T12:00:00.000Z';

const stamp = (example: string): Template => regex('^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$', example);
const httpDate = '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT$';
const id = (example: string): Template => regex('^\\S+$', example);
/** May be empty. */
const ids = (example: string): Template => atLeastLike(id(example), 0, 1);

const dated = { Date: regex(httpDate, new Date(playedAt).toUTCString()) };
const json = { ...dated, 'Content-Type': regex('^application/json(;.*)?$', 'application/json; charset=utf-8') };
const problemJson = { ...dated, 'Content-Type': regex('^application/problem\\+json(;.*)?$', 'application/problem+json; charset=utf-8') };

/** The only application of the examples. */
export const exampleId = 'la_1234567890';

const application = {
  id: id(exampleId),
  created_at: stamp('2025-06-28T08:58:35.538Z'),
  updated_at: stamp('2026-01-31T06:00:00.000Z'),
  status: string('funded'),
  amount: number(1021.55),
  currency: string('EUR'),
  term_months: integer(300),
  reference: integer(2714761400),
  advisor: { id: id('ad_42'), name: string('Ada Birchwell') },
  removed_applicant_ids: ids('ap_3'),
};

const applicant = { id: id('ap_1'), name: string('Imogen Greenlaw'), role: string('primary') };
const deletion = { id: id('la_0987654321'), deleted_at: stamp('2026-01-31T06:00:00.000Z'), applicant_ids: ids('ap_2') };
const problem = (status: number): Template => ({ title: string('Something is wrong'), status });

type List = 'loan-applications' | 'loan-applications/deleted';
type Window = { readonly from: string | null; readonly page: number; readonly size: number };

function listRequest(list: List, { from, page, size }: Window, token = knownToken): Interaction['request'] {
  const window = { ...(from === null ? {} : { updated_from: from }), updated_until: until };
  return { path: `/v1/${list}`, query: { ...window, page: String(page), per_page: String(size) }, token };
}

/** `rows` are exactly as many as have to come. */
function page(item: Template, rows: number, total: number, { page: nth, size }: Window): Interaction['answer'] {
  const data = rows === 0 ? [] : Array.from({ length: rows }, () => item);
  return {
    status: 200,
    headers: json,
    body: { data, page: { number: nth, size, total, more_data: boolean(nth * size < total) } },
  };
}

function list(description: string, given: Given, name: List, window: Window, rows: number, total: number): Interaction {
  const item = name === 'loan-applications' ? application : deletion;
  return { description, given, request: listRequest(name, window), answer: page(item, rows, total, window) };
}

const failing = (description: string, given: Given, answer: Interaction['answer'], token = knownToken): Interaction => ({
  description,
  given,
  request: listRequest('loan-applications/deleted', { from: null, page: 1, size: 2 }, token),
  answer,
});

const applicantsRequest: Interaction['request'] = { path: `/v1/loan-applications/${exampleId}/applicants`, query: {}, token: knownToken };

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
    request: applicantsRequest,
    answer: { status: 200, headers: json, body: { data: eachLike(applicant) } },
  },
  applicantsGone: {
    description: 'the applicants of an application that was deleted meanwhile',
    given: { name: 'an application was deleted', parameters: { id: exampleId } },
    request: applicantsRequest,
    answer: { status: 404, headers: problemJson, body: problem(404) },
  },
  unauthorized: failing(
    'a list, with a token that is not known',
    { name: 'another token is known', parameters: { token: unknownToken } },
    { status: 401, headers: problemJson, body: problem(401) },
    unknownToken,
  ),
  limitedForSeconds: failing(
    'a list, of an API that asks to wait some seconds',
    { name: 'the API has had too many requests', parameters: { retryAfter: 'seconds' } },
    { status: 429, headers: { ...problemJson, 'Retry-After': regex('^\\d+$', '7') }, body: problem(429) },
  ),
  limitedUntil: failing(
    'a list, of an API that asks to wait until a time',
    { name: 'the API has had too many requests', parameters: { retryAfter: 'date' } },
    {
      status: 429,
      headers: { ...problemJson, 'Retry-After': regex(httpDate, new Date(Date.parse(playedAt) + 9_000).toUTCString()) },
      body: problem(429),
    },
  ),
  outOfOrder: failing(
    'a list, of an API that is out of order',
    { name: 'the API is out of order', parameters: {} },
    { status: 500, headers: problemJson, body: problem(500) },
  ),
  otherShape: failing(
    'a list, of an API that answers in another shape',
    { name: 'the API is another one', parameters: {} },
    { status: 200, headers: json, body: { results: [] } },
  ),
} satisfies Readonly<Record<string, Interaction>>;
