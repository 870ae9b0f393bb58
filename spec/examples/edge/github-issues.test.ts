import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/core/json.ts';
import { issue, localGithub, type Issue } from './local-github.ts';

/** 260 issues in groups of equal stamps, one of them larger than a page. */
const issues: readonly Issue[] = Array.from({ length: 260 }, (_, nth) => issue(nth + 1, nth < 120 ? 60 : nth - (nth % 3)));

const ids = (rows: readonly JsonObject[] = []): number[] => rows.map(({ id }) => id as number).toSorted((one, other) => one - other);

for (const sinceIncludes of [true, false]) {
  test(`Every issue is read, groups of one stamp too, where \`since\` ${sinceIncludes ? 'includes' : 'excludes'} its own second`, async (context) => {
    const { call, asked } = await localGithub(context, { issues, sinceIncludes });
    for (const pageSize of ['100', '7']) {
      const answer = await call({ customPayload: { pageSize } });
      assert.deepEqual([ids(answer.insert['issues']), answer.hasMore], [ids(issues), false]);
    }
    // Page numbers are used only inside a second: that of the large group, and the last, behind which nothing follows.
    const numbered = asked.filter(({ query }) => query.get('page') !== '1').map(({ query }) => query.get('since'));
    assert.deepEqual([...new Set(numbered)], ['2026-01-30T00:00:59Z', '2026-01-30T00:04:17Z']);
  });
}

test('The next sync asks for what changed since, one second earlier, and brings only that', async (context) => {
  const { call, asked, github, clock } = await localGithub(context, { issues });
  const { state } = await call();
  clock.now += 3_600_000;
  github.issues[4] = { ...issue(5, 0), updated_at: new Date(clock.now - 600_000).toISOString().replace('.000Z', 'Z'), title: 'changed' };
  asked.length = 0;
  const answer = await call({ state });
  assert.deepEqual(ids(answer.insert['issues']), [5]);
  // The first sync ended at 11:59:29: the clock less 30 s, and 1 s for its own rounding.
  assert.equal(asked[0]?.query.get('since'), '2026-01-31T11:59:28Z');
});

test('An issue that changes while pages are read moves to the end and is read there or by the next sync; none is lost', async (context) => {
  const { call, github, clock } = await localGithub(context, {
    issues,
    instead: (_, nth) => {
      // Each request later, one of the issues not read yet is changed, and those behind it move up.
      const moved = github.issues.findIndex(({ id }) => id === 250 - nth * 3);
      clock.now += 1_000;
      const { id } = github.issues[moved] ?? { id: 0 };
      if (id !== 0) github.issues[moved] = { ...issue(id, 0), updated_at: new Date(clock.now).toISOString().slice(0, 19) + 'Z', title: 'moved' };
      return undefined;
    },
  });
  const seen = new Map<unknown, JsonObject>();
  let state: JsonObject = {};
  for (let syncs = 0; syncs < 3; syncs += 1) {
    const answer = await call({ state, customPayload: { pageSize: '10' } });
    for (const row of answer.insert['issues'] ?? []) seen.set(row['id'], row);
    ({ state } = answer);
    clock.now += 3_600_000;
  }
  for (const { id, title } of github.issues) assert.equal(seen.get(id)?.['title'], title, String(id));
});

test('An issue keeps its fields, people go to a table of their own, and a pull request says that it is one', async (context) => {
  const people = [{ id: 2, login: 'one' }, { id: 3, login: 'other' }];
  const pull = issue(1, 1, { pull_request: { merged_at: null }, assignee: people[0] ?? null, assignees: people, closed_by: { id: 4, login: 'closer' }, labels: [{ name: 'bug' }] });
  const ghost = issue(2, 2, { user: null });
  const { call } = await localGithub(context, { issues: [pull, ghost] });
  const { insert, schema } = await call();
  const kept = Object.entries(pull).filter(([name]) => !['user', 'assignee', 'assignees', 'closed_by'].includes(name));
  assert.deepEqual(insert['issues']?.[0], { ...Object.fromEntries(kept), user_id: 1, assignee_id: 2, assignee_ids: [2, 3], closed_by_id: 4 });
  assert.equal(insert['issues'][1]?.['user_id'], null);
  assert.deepEqual(ids(insert['users']), [1, 2, 3, 4]);
  assert.deepEqual(schema, { issues: { primary_key: ['id'] }, users: { primary_key: ['id'] } });
});

test('Each request names the version, the client and what it accepts; the token goes only where one is set', async (context) => {
  const { call, asked } = await localGithub(context, { issues: [] });
  await call();
  await call({ secrets: { token: 'ghp_of-this-test' } });
  const [without, having] = asked.map(({ headers }) => headers);
  assert.deepEqual([without?.authorization, having?.authorization], [undefined, 'Bearer ghp_of-this-test']);
  for (const headers of [without, having]) {
    assert.equal(headers?.accept, 'application/vnd.github+json');
    assert.equal(headers['x-github-api-version'], '2022-11-28');
    assert.match(headers['user-agent'] ?? '', /^fivetran-function-connector$/);
  }
});

/** Each way in which GitHub says that it was asked too often, at noon, and the seconds that are waited. */
const limits: readonly [string, number, Readonly<Record<string, string>>, number][] = [
  ['403 and a moment', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.UTC(2026, 0, 31, 12, 0, 40) / 1_000) }, 40],
  ['429 and a moment', 429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.UTC(2026, 0, 31, 12, 1) / 1_000) }, 60],
  ['a moment that is past', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, 0],
  ['403 and Retry-After', 403, { 'retry-after': '20', 'x-ratelimit-remaining': '4000' }, 20],
  ['both, the longer of which counts', 403, { 'retry-after': '90', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.UTC(2026, 0, 31, 12, 0, 5) / 1_000) }, 90],
];

for (const [what, status, headers, seconds] of limits) {
  test(`A limit that is told by ${what} is waited for`, async (context) => {
    const { call, waits } = await localGithub(context, { issues, instead: (_, nth) => (nth === 1 ? { status, headers } : undefined) });
    const answer = await call();
    assert.deepEqual(ids(answer.insert['issues']), ids(issues));
    assert.deepEqual(waits.map((ms) => Math.floor(ms / 1_000)), [seconds]);
  });
}

test('A limit that lasts longer than a call waits is an error of the source, not of the credential', async (context) => {
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.UTC(2026, 0, 31, 13) / 1_000) };
  const { call } = await localGithub(context, { issues, instead: () => ({ status: 403, headers }) });
  await assert.rejects(call(), { name: 'SOURCE', message: /403 came, which asks to slow down at the first try, and waiting 3\d\d\d s more does not fit this call/ });
});

test('A 403 that names no limit is a wrong credential', async (context) => {
  const { call, asked } = await localGithub(context, { issues, instead: () => ({ status: 403, headers: { 'x-ratelimit-remaining': '4999' } }) });
  await assert.rejects(call({ secrets: { token: 'ghp_of-this-test' } }), { name: 'AUTHENTICATION' });
  assert.equal(asked.length, 1);
});

test('More issues of one second than GitHub lists are an error that says so', async (context) => {
  const { call } = await localGithub(context, { issues: Array.from({ length: 10_100 }, (_, nth) => issue(nth + 1, 5)) });
  let state: JsonObject = {};
  await assert.rejects(async () => {
    for (let calls = 0; calls < 5; calls += 1) ({ state } = await call({ state }));
  }, { name: 'CONTRACT', message: /fewer than 10000 rows of one stamp/ });
});

test('A repository that cannot be one is refused before anything is asked', async (context) => {
  const { call, asked } = await localGithub(context, { issues: [] });
  const wrong: readonly [object, RegExp][] = [
    [{ owner: 'a/b' }, /customPayload\.owner: .* it is no name of an account/],
    [{ repository: '..' }, /customPayload\.repository: .* it is no name of a repository/],
    [{ repository: '' }, /customPayload\.repository: .* it is missing/],
    [{ baseUrl: 'http://api.example.com' }, /customPayload\.baseUrl: .* it is not https/],
    [{ owners: 'x' }, /customPayload: expected only owner, repository, baseUrl, start, .* 'owners' is not known/],
  ];
  for (const [customPayload, message] of wrong) await assert.rejects(call({ customPayload }), { name: 'SETTINGS', message });
  assert.equal(asked.length, 0);
});
