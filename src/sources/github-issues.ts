import * as z from 'zod/mini';
import type { JsonObject } from '../core/json.ts';
import { bearer } from '../edge/access/bearer.ts';
import { defineSource } from '../edge/define-source.ts';
import { endpoint } from '../edge/endpoint.ts';
import { jsonNumber } from '../edge/json-shape.ts';
import { baseUrl, credential } from '../edge/settings.ts';
import { described } from '../protocol/described.ts';

/** The version of the REST API that this was written for (docs.github.com/rest/about-the-rest-api/api-versions). */
const apiVersion = '2022-11-28';

/** GitHub refuses a request without one (docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api). */
const userAgent = 'fivetran-function-connector';

/**
 * GitHub lists no further by page numbers than 100 pages of 100 and then answers 422 "Pagination with the page parameter is
 * not supported for large datasets". A walk asks by them only inside one second.
 */
const resultsMax = 10_000;

const user = z.object({ id: jsonNumber, login: z.string() });

/** `user` is null where an account was deleted. */
const issue = z.object({
  id: jsonNumber,
  number: jsonNumber,
  title: z.string(),
  state: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  user: z.nullable(user),
  assignee: z.nullish(user),
  assignees: z.nullish(z.array(user)),
  closed_by: z.nullish(user),
});

function name(form: RegExp, error: string) {
  return z.string({ error: 'it is missing' }).check(z.regex(form, { error }));
}

/**
 * The issues of one repository, by GitHub's REST API. Pull requests are issues there: they have a `pull_request` column.
 * One that is deleted or moved to another repository is no longer listed, and nothing says so: its row stays.
 */
export const githubIssues = defineSource({
  catalog: {
    source: 'github-issues',
    tables: { issues: { primary_key: ['id'] }, users: { primary_key: ['id'] } },
    streams: {
      issues: {
        tables: ['issues', 'users'],
        strategy: { name: 'walked' },
        // "Last updated after the given time" leaves open whether that time itself counts: as if it did not is safe both ways.
        window: { from: 'since', bounds: '()', format: 'iso seconds', grainMs: 1_000, resultsMax },
        page: { number: 'page', size: 'per_page', sizeMax: 100 },
        paths: { items: [], stamp: ['updated_at'] },
        example: {
          item: {
            id: 1000,
            number: 13,
            title: 'an issue',
            state: 'closed',
            created_at: '2026-01-30T08:00:00Z',
            updated_at: '2026-01-31T08:00:00Z',
            closed_at: '2026-01-31T08:00:00Z',
            user: { id: 1, login: 'an-author', type: 'User', site_admin: false },
            assignee: { id: 2, login: 'an-assignee', type: 'User', site_admin: false },
            assignees: [{ id: 2, login: 'an-assignee', type: 'User', site_admin: false }],
            closed_by: { id: 1, login: 'an-author', type: 'User', site_admin: false },
            labels: [{ id: 3, name: 'bug' }],
            comments: 4,
            body: null,
          },
        },
      },
    },
  },
  secrets: z.object({
    token: described(z.optional(credential), 'a token that may read issues; a public repository needs none, but is then limited to 60 requests an hour'),
  }),
  payload: z.object({
    owner: described(name(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'it is no name of an account'), 'the account that owns the repository'),
    repository: described(
      name(/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/, 'it is no name of a repository'),
      'the name of the repository, without its owner',
    ),
    baseUrl: described(
      z._default(baseUrl, 'https://api.github.com'),
      'where the API is; GitHub Enterprise Server has it at https://HOST/api/v3',
    ),
  }),
  access: ({ token }, { owner, repository, baseUrl }) => {
    const { headers, credentials } = token === undefined ? { headers: {}, credentials: [] } : bearer(token);
    return {
      baseUrl: new URL(`${baseUrl.replace(/\/+$/, '')}/repos/${owner}/${repository}`),
      headers: { ...headers, accept: 'application/vnd.github+json', 'user-agent': userAgent, 'x-github-api-version': apiVersion },
      credentials,
    };
  },
  // GitHub says either by 403 or by 429 that a limit was reached (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
  rateLimit: { statuses: [403], remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
  endpoints: {
    issues: endpoint({
      path: '/issues',
      query: { state: 'all', sort: 'updated', direction: 'asc' },
      item: issue,
      rows: ({ user, assignee, assignees, closed_by, ...item }) => {
        const people: readonly (JsonObject | null | undefined)[] = [user, assignee, closed_by, ...(assignees ?? [])];
        return {
          insert: {
            issues: [
              {
                ...item,
                user_id: user?.id ?? null,
                assignee_id: assignee?.id ?? null,
                assignee_ids: (assignees ?? []).map(({ id }) => id),
                closed_by_id: closed_by?.id ?? null,
              },
            ],
            users: people.filter((person) => person !== null && person !== undefined),
          },
        };
      },
    }),
  },
});
