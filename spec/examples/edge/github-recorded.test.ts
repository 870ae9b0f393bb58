import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import nock from 'nock';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Source } from '../../../src/edge/source.ts';
import { environment } from '../../../src/hosts/environment.ts';
import { createHandler } from '../../../src/hosts/lambda.ts';
import { githubIssues } from '../../../src/sources/github-issues.ts';
import { callOf } from './local-api.ts';

/**
 * A conversation with GitHub that nobody here wrote: the recording `paginate-issues` of the npm package
 * `@octokit/fixtures`, 13 issues in five pages of three.
 *
 * It was recorded with `per_page` and `page` alone, newest first, and its ids, times and limits were made equal before it
 * was published. So it cannot show: that GitHub keeps `since`, `sort=updated` and `direction=asc`; the order of issues
 * with different stamps, since all have one; an issue that changes while pages are read; a page past the end; a rate limit;
 * what GitHub answers to the headers that we send, since it was asked with an older `Accept` and another form of token.
 * What it does show is what real answers hold, in every field, header and link, and that they pass through unchanged.
 */
type Exchange = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly response: readonly (JsonObject & { readonly number: number; readonly user: JsonObject })[];
  readonly headers: Readonly<Record<string, string | number>>;
};

const require = createRequire(import.meta.url);
const recording = JSON.parse(
  readFileSync(require.resolve('@octokit/fixtures/scenarios/api.github.com/paginate-issues/normalized-fixture.json'), 'utf8'),
) as readonly Exchange[];

const customPayload = { owner: 'octokit-fixture-org', repository: 'paginate-issues', pageSize: '3' };
const numbers = (rows: readonly JsonObject[] = []): unknown[] => rows.map((row) => row['number']).toSorted();
const all = numbers(recording.flatMap(({ response }) => response));

test('The recorded pages are followed by their own links, each asked for once, and no field is lost', async (context) => {
  // The recording knows no `since`: its list is read as it is, by the links that GitHub put into it.
  const linked: Source = {
    ...githubIssues,
    catalog: {
      ...githubIssues.catalog,
      streams: {
        issues: {
          tables: ['issues', 'users'],
          strategy: { name: 'token', ends: 'fresh', next: { link: 'next' } },
          list: 'whole',
          page: { size: 'per_page', sizeMax: 100 },
          paths: { items: [] },
        },
      },
    },
    endpoints: { issues: { path: '/issues', item: githubIssues.endpoints['issues']?.item ?? assert.fail(), ...rowsOf(githubIssues) } },
  };
  const scope = intercepted(context);
  for (const { path, status, response, headers } of recording) scope.get(path).reply(status, response, texts(headers));
  const answer = await callOf(linked).call({ customPayload, secrets: { token: 'a-token' } });
  scope.done();
  assert.deepEqual([numbers(answer.insert['issues']), answer.hasMore], [all, false]);
  const [first] = recording[0]?.response ?? [];
  const { user } = first ?? assert.fail('no issue was recorded');
  const kept = Object.fromEntries(Object.entries(first ?? {}).filter(([name]) => !['user', 'assignee', 'assignees'].includes(name)));
  const row = answer.insert['issues']?.find((candidate) => candidate['number'] === first?.number);
  assert.deepEqual(row, { ...kept, user_id: user['id'], assignee_id: null, assignee_ids: [], closed_by_id: null });
  assert.deepEqual(answer.insert['users'], [user]);
});

test('The source as it is walks through the recorded pages, up through the one stamp that all have and down again', async (context) => {
  const scope = intercepted(context);
  const asked: string[] = [];
  scope
    .persist()
    .get('/repos/octokit-fixture-org/paginate-issues/issues')
    .query(true)
    .reply((uri) => {
      const { searchParams } = new URL(uri, 'https://api.github.com');
      assert.deepEqual(
        ['state', 'sort', 'direction', 'per_page'].map((name) => searchParams.get(name)),
        ['all', 'updated', 'asc', '3'],
      );
      const page = searchParams.get('page') ?? '';
      asked.push(`${searchParams.get('since') ?? 'all'} ${page}`);
      const exchange = recording[Number(page) - 1];
      // GitHub answers a page past the end with an empty list; that one was not recorded.
      if (exchange === undefined) return [200, [], { date: afterwards }];
      return [exchange.status, exchange.response, { ...texts(exchange.headers), date: afterwards }];
    });
  const handler = createHandler('github-issues', { ...environment, now: () => Date.parse(afterwards), log: () => undefined });
  const answer = await handler({ customPayload, secrets: {} });
  assert.ok('insert' in answer);
  assert.deepEqual([numbers(answer.insert['issues']), answer.hasMore], [all, false]);
  const since = '2017-10-10T15:59:59Z';
  assert.deepEqual(asked, ['all 1', ...[1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1].map((page) => `${since} ${page}`)]);
  assert.deepEqual((answer.state as { streams: object }).streams, { issues: { phase: 'idle', cursor: '2017-10-11T15:59:29.000Z' } });
});

/** The recorded `Date` was made equal to the issues' stamps, which would put them all behind the window's end. */
const afterwards = 'Wed, 11 Oct 2017 16:00:00 GMT';

function rowsOf({ endpoints }: Source): Pick<Source['endpoints'][string], 'rows'> {
  const rows = endpoints['issues']?.rows;
  return rows === undefined ? {} : { rows };
}

function intercepted(context: { after: (cleanUp: () => void) => void }): nock.Scope {
  nock.disableNetConnect();
  context.after(() => {
    nock.cleanAll();
    nock.enableNetConnect();
    nock.restore();
  });
  if (!nock.isActive()) nock.activate();
  return nock('https://api.github.com');
}

/** Header values as texts. The recorded length is that of a body before its values were made equal. */
function texts(headers: Exchange['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (name === 'content-length' ? [] : [[name, String(value)]])));
}
