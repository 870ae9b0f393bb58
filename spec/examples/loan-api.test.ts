import { test } from 'node:test';
import type { TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { isExactNumber, isJsonObject } from '../../src/core/json.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { parseJson, printJson } from '../../src/edge/json.ts';
import { startLoanApi } from '../../src/demo/loan-platform/loan-api.ts';
import type { LoanApi, LoanApiOptions } from '../../src/demo/loan-platform/loan-api.ts';
import type { LoanApiFault } from '../../src/demo/loan-platform/loan-api-answer.ts';
import { createLoanPlatform } from '../../src/demo/loan-platform/loan-platform.ts';
import type { LoanPlatform, LoanPlatformOptions } from '../../src/demo/loan-platform/loan-platform.ts';
import { loanEditKinds } from '../../src/demo/loan-platform/loan-edits.ts';

const start = Date.parse('2026-03-01T12:00:00.000Z');
const token = 'token-of-the-example';
const forever = 'updated_until=2100-01-01T00:00:00Z';

test('a list holds its rows once each, ordered by id, with the exact total on every page', async (t) => {
  const { ask, platform } = await serve(t, { applications: 25 });
  const first = await readList(ask, `?${forever}&page=1&per_page=10`);
  const third = await readList(ask, `?${forever}&page=3&per_page=10`);
  assert.deepEqual(first.page, { number: 1, size: 10, total: 25, more_data: true });
  assert.deepEqual(third.page, { number: 3, size: 10, total: 25, more_data: false });

  const second = await readList(ask, `?${forever}&page=2&per_page=10`);
  const ids = [...first.ids, ...second.ids, ...third.ids];
  assert.deepEqual(ids, [...liveIds(platform)].sort());
  const whole = await readList(ask, `?${forever}&page=1&per_page=25`);
  assert.deepEqual(whole.page, { number: 1, size: 25, total: 25, more_data: false });
  assert.deepEqual(whole.ids, ids);
  assert.ok(ids.every((id) => /^la_[0-9]{10}$/.test(id)));
});

test('a page past the end is empty and has a total', async (t) => {
  const { ask } = await serve(t, { applications: 25 });
  const past = await readList(ask, `?${forever}&page=9&per_page=10`);
  assert.deepEqual(past, { data: [], ids: [], page: { number: 9, size: 10, total: 25, more_data: false } });
});

test('a page holds 100 rows unless asked otherwise, and 500 when 500 are asked for', async (t) => {
  const { ask } = await serve(t, { applications: 510 });
  assert.equal((await readList(ask, `?${forever}&page=1`)).ids.length, 100);
  assert.equal((await readList(ask, `?${forever}&page=1&per_page=500`)).ids.length, 500);
});

test('a window holds its first instant and not its last', async (t) => {
  const { ask, platform, clock } = await serve(t);
  const [id = ''] = liveIds(platform);
  clock.now = start + 1000;
  platform.edits.changeApplication(id, { status: 'funded' });

  const idsIn = async (from: number, until: number): Promise<readonly string[]> =>
    (await readList(ask, `?updated_from=${iso(from)}&updated_until=${iso(until)}&page=1`)).ids;
  assert.deepEqual(await idsIn(start + 1000, start + 1001), [id]);
  assert.deepEqual(await idsIn(start, start + 1000), []);
  assert.deepEqual(await idsIn(start + 1001, start + 9000), []);
});

test('a bad parameter is a 400 whose detail names it', async (t) => {
  const { ask } = await serve(t);
  const bad = [
    ['page=1', 'updated_until'],
    ['updated_until=yesterday&page=1', 'updated_until'],
    ['updated_until=2026-02-30T00:00:00Z&page=1', 'updated_until'],
    ['updated_until=2026-03-01T00:00:00%2B01:00&page=1', 'updated_until'],
    ['updated_until=2026-03-01T00:00:00.1234Z&page=1', 'updated_until'],
    [`${forever}&${forever}&page=1`, 'updated_until'],
    [`${forever}&updated_from=&page=1`, 'updated_from'],
    [forever, 'page'],
    [`${forever}&page=0`, 'page'],
    [`${forever}&page=1.5`, 'page'],
    [`${forever}&page=two`, 'page'],
    [`${forever}&page=1&per_page=0`, 'per_page'],
    [`${forever}&page=1&per_page=501`, 'per_page'],
    [`${forever}&page=1&updated_form=2026-01-01T00:00:00Z`, 'updated_form'],
  ] as const;
  for (const list of ['', '/deleted']) {
    for (const [query, name] of bad) {
      const response = await ask(`/v1/loan-applications${list}?${query}`);
      const problem = await readProblem(response, 400);
      assert.ok(problem.startsWith(`${name}: `), `${query} is answered ${problem}`);
    }
  }
});

test('a missing or wrong token is a 401 on every path', async (t) => {
  const { ask, api } = await serve(t);
  for (const path of [`/v1/loan-applications?${forever}&page=1`, '/v1/loan-applications?page=0', '/nowhere']) {
    for (const authorization of ['', 'Bearer', 'Bearer another', `Basic ${token}`]) {
      await readProblem(await ask(path, { authorization }), 401);
    }
    await readProblem(await fetch(api.url + path), 401);
  }
});

test('a path that is not described is a 404', async (t) => {
  const { ask } = await serve(t);
  await readProblem(await ask('/v1/loans'), 404);
  await readProblem(await ask('/v1/loan-applications/la_0000000000/applicants'), 404);
  await readProblem(await ask('/v1/loan-applications/deleted/applicants'), 404);
});

test('every answer carries the date of the source, not of this machine', async (t) => {
  const { ask, clock } = await serve(t);
  clock.now = start + 61_999;
  const paths = ['/v1/loan-applications?page=0', `/v1/loan-applications/deleted?${forever}&page=1`, '/nowhere', '/%zz'];
  for (const path of paths) {
    assert.equal((await ask(path)).headers.get('date'), 'Sun, 01 Mar 2026 12:01:01 GMT', path);
  }
});

test('a deleted application leaves the list, enters the feed with all applicants it ever had, and has none to ask for', async (t) => {
  const { ask, platform, clock } = await serve(t, { applications: 25 });
  const id = someIdThatMayLeave(platform);
  const [stays = '', ...others] = applicantIds(platform, id);
  platform.edits.addApplicant(id, { id: 'ap_gone', name: 'Somebody', role: 'joint', income: null });
  platform.edits.removeApplicant(id, 'ap_gone');
  clock.now = start + 5000;
  platform.edits.deleteApplication(id);

  const list = await readList(ask, `?${forever}&page=1`);
  assert.equal(list.page['total'], 24);
  assert.ok(!list.ids.includes(id));
  await readProblem(await ask(`/v1/loan-applications/${id}/applicants`), 404);

  const window = `updated_from=${iso(start + 5000)}&updated_until=${iso(start + 5001)}`;
  const feed = await readList(ask, `/deleted?${window}&page=1`);
  assert.deepEqual(feed.page, { number: 1, size: 100, total: 1, more_data: false });
  assert.deepEqual(Object.keys(feed.data[0] ?? {}), ['id', 'deleted_at', 'applicant_ids']);
  assert.equal(feed.data[0]?.['deleted_at'], iso(start + 5000));
  const ever = feed.data[0]['applicant_ids'];
  assert.ok(Array.isArray(ever));
  for (const applicant of [stays, ...others, 'ap_gone']) assert.ok(ever.includes(applicant));
  assert.throws(() => platform.edits.createApplication({ ...platform.draftApplication(), id }), /used already/);
});

test('a removed applicant stays named after coming back, and the list of applicants wins', async (t) => {
  const { ask, platform } = await serve(t, { applications: 25 });
  const id = someIdThatMayLeave(platform);
  const person = { id: 'ap_again', name: 'Zoe\u0308 الزيتوني', role: 'guarantor', income: 1234.56 } as const;
  const namedAndListed = async (): Promise<readonly boolean[]> => {
    const { data } = await readList(ask, `?${forever}&page=1`);
    const named = data.find((item) => item['id'] === id)?.['removed_applicant_ids'];
    const listed = await readList(ask, `/${id}/applicants`);
    assert.ok(Array.isArray(named));
    assert.equal(new Set(named).size, named.length);
    return [named.includes(person.id), listed.ids.includes(person.id)];
  };

  platform.edits.addApplicant(id, person);
  assert.deepEqual(await namedAndListed(), [false, true]);
  platform.edits.removeApplicant(id, person.id);
  assert.deepEqual(await namedAndListed(), [true, false]);
  platform.edits.addApplicant(id, person);
  assert.deepEqual(await namedAndListed(), [true, true]);
  const { data } = await readList(ask, `/${id}/applicants`);
  assert.deepEqual(data.find((applicant) => applicant['id'] === person.id), person);
  platform.edits.removeApplicant(id, person.id);
  assert.deepEqual(await namedAndListed(), [true, false]);
});

test('every kind of change stamps the application, and renaming an advisor stamps all of theirs', async (t) => {
  const { ask, platform, clock } = await serve(t, { applications: 25, advisors: 2 });
  const { edits } = platform;
  const id = someIdThatMayLeave(platform);
  const [applicantId = ''] = applicantIds(platform, id);
  const stampedBy = async (edit: () => void): Promise<readonly string[]> => {
    clock.now += 1000;
    edit();
    return (await readList(ask, `?updated_from=${iso(clock.now)}&${forever}&page=1`)).ids;
  };
  assert.deepEqual(await stampedBy(() => edits.changeApplication(id, { amount: '0.10' })), [id]);
  assert.deepEqual(await stampedBy(() => edits.changeApplicant(id, applicantId, { income: null })), [id]);
  const joint = { id: 'ap_joint', name: '凛', role: 'joint', income: 1 } as const;
  assert.deepEqual(await stampedBy(() => edits.addApplicant(id, joint)), [id]);
  assert.deepEqual(await stampedBy(() => edits.removeApplicant(id, joint.id)), [id]);
  assert.deepEqual(await stampedBy(() => edits.changeAdvisor(id, 'ad_000002')), [id]);
  const draft = platform.draftApplication();
  assert.deepEqual(await stampedBy(() => edits.createApplication(draft)), [draft.id]);

  const stamped = await stampedBy(() => edits.renameAdvisor('ad_000002', { name: '小鳥遊 凛' }));
  const theirs = platform.tables().loan_applications.filter((row) => row['advisor_id'] === 'ad_000002');
  assert.deepEqual(stamped, theirs.map(idOf));
  const { data } = await readList(ask, `?updated_from=${iso(clock.now)}&${forever}&page=1`);
  const names = data.map((item) => isJsonObject(item['advisor']) && item['advisor']['name']);
  assert.deepEqual(new Set(names), new Set(['小鳥遊 凛']));
});

test('numbers keep every digit on the wire', async (t) => {
  const { ask, platform } = await serve(t);
  const draft = { ...platform.draftApplication(), amount: '123456789012345678.90', reference: 2n ** 63n - 1n };
  platform.edits.createApplication(draft);
  const response = await ask(`/v1/loan-applications?updated_from=${iso(start)}&${forever}&page=1`);
  const text = await response.text();
  assert.match(text, /"amount":123456789012345678\.90,/);
  assert.match(text, /"reference":9223372036854775807,/);

  const row = platform.tables().loan_applications.find((application) => application['id'] === draft.id);
  assert.ok(isExactNumber(row?.['amount']));
  assert.equal(printJson(row['amount']), '123456789012345678.90');
  assert.equal(printJson(row['reference'] ?? null), '9223372036854775807');
});

test('the tables hold exactly what a reader of the whole API sees, after any edits', async (t) => {
  const { ask, platform, clock } = await serve(t, { applications: 120, advisors: 9 });
  for (let edit = 0; edit < 2000; edit += 1) {
    clock.now += 10;
    platform.edit();
  }
  const counts = platform.edits.counts();
  assert.equal(counts.total, 2000);
  assert.equal(counts.latestAt, clock.now);
  for (const kind of loanEditKinds) assert.ok(counts.byKind[kind] > 0, kind);

  const { data } = await readList(ask, `?${forever}&page=1&per_page=500`);
  const applications: Json[] = [];
  const applicants: Json[] = [];
  const advisors = new Map<string, Json>();
  for (const { advisor, removed_applicant_ids: removed, ...application } of data) {
    assert.ok(isJsonObject(advisor) && Array.isArray(removed));
    applications.push({ ...application, advisor_id: idOf(advisor) });
    advisors.set(idOf(advisor), advisor);
    const id = idOf(application);
    const listed = await readList(ask, `/${id}/applicants`);
    assert.ok(listed.data.length >= 1 && listed.data.length <= 4);
    for (const applicant of listed.data) applicants.push({ ...applicant, loan_application_id: id });
  }
  const tables = platform.tables();
  assert.deepEqual(applications, tables.loan_applications);
  assert.deepEqual(applicants, tables.applicants);
  assert.equal(advisors.size, tables.advisors.length);
  for (const advisor of tables.advisors) assert.deepEqual(advisors.get(idOf(advisor)), advisor);
});

test('an advisor never loses the last application, nor an application its last applicant', () => {
  const platform = createLoanPlatform(small({ applications: 1, advisors: 1 }));
  const [id = ''] = liveIds(platform);
  const people = applicantIds(platform, id);
  assert.throws(() => platform.edits.deleteApplication(id), /last application/);
  for (const person of people.slice(1)) platform.edits.removeApplicant(id, person);
  assert.throws(() => platform.edits.removeApplicant(id, people[0] ?? ''), /last applicant/);
  assert.throws(() => createLoanPlatform(small({ applications: 1, advisors: 2 })), RangeError);
});

test('the same seed gives the same world and the same edits, another seed another', () => {
  const liveThrough = (seed: number): string => {
    const platform = createLoanPlatform(small({ seed, applications: 200, advisors: 10 }));
    const edits = Array.from({ length: 300 }, () => platform.edit());
    return JSON.stringify([platform.tables(), edits, platform.listDeleted({ until: Infinity }, 1, 500)]);
  };
  assert.equal(liveThrough(7), liveThrough(7));
  assert.notEqual(liveThrough(7), liveThrough(8));
});

test('a base path stands before every path', async (t) => {
  const { ask, api } = await serve(t, {}, { basePath: '/lending/eu' });
  assert.ok(api.url.endsWith('/lending/eu'));
  assert.equal((await ask(`/v1/loan-applications?${forever}&page=1`)).status, 200);
  const outside = new URL(`/v1/loan-applications?${forever}&page=1`, api.url);
  await readProblem(await fetch(outside, { headers: { authorization: `Bearer ${token}` } }), 404);
  await assert.rejects(startLoanApi({ platform: smallPlatform(), token, basePath: 'lending/' }), TypeError);
});

test('an edit made after a list read is seen by the next read and not by that one', async (t) => {
  const platform = smallPlatform();
  const id = someIdThatMayLeave(platform);
  const afterListRead = (): void => {
    if (liveIds(platform).includes(id)) platform.edits.deleteApplication(id);
  };
  const { ask, api } = await serveOn(t, platform, { afterListRead });
  assert.ok((await readList(ask, `?${forever}&page=1`)).ids.includes(id));
  assert.ok(!(await readList(ask, `?${forever}&page=1`)).ids.includes(id));
  await ask(`/v1/loan-applications/${id}/applicants`);
  assert.deepEqual(api.requests, { lists: 2, applicants: 1, total: 3 });
});

test('an interceptor can refuse, change, cut and break an answer', async (t) => {
  const path = `/v1/loan-applications?${forever}&page=1`;
  const seen: string[] = [];
  const faults: Readonly<Record<number, LoanApiFault>> = {
    1: { status: 429, headers: { 'retry-after': '2' } },
    2: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
    3: { body: (body) => body.slice(0, 20), headers: { date: null } },
    4: { destroy: 'before' },
    5: { destroy: 'middle', delayMs: 1 },
  };
  const { ask } = await serve(t, {}, {
    intercept: (request) => {
      seen.push(`${request.method} ${request.path} page ${request.query.get('page') ?? ''}`);
      return faults[request.attempt];
    },
  });

  const refused = await ask(path);
  assert.equal(refused.headers.get('retry-after'), '2');
  await readProblem(refused, 429);
  assert.equal(await (await ask(path)).text(), '<html>');
  const cut = await ask(path);
  assert.equal(cut.headers.get('date'), null);
  assert.equal(await cut.text(), '{"data":[{"id":"la_0');
  await assert.rejects(ask(path));
  const broken = await ask(path);
  assert.equal(broken.status, 200);
  await assert.rejects(broken.text());
  assert.equal((await readList(ask, `?${forever}&page=1`)).ids.length, 5);
  assert.deepEqual(new Set(seen), new Set(['GET /v1/loan-applications page 1']));
});

test('closing ends the connections that wait for an answer', async () => {
  const asked = Promise.withResolvers<undefined>();
  const intercept = (): LoanApiFault => {
    asked.resolve(undefined);
    return { delayMs: 5000 };
  };
  const api = await startLoanApi({ platform: smallPlatform(), token, intercept });
  const answer = assert.rejects(fetch(`${api.url}/v1/loan-applications?${forever}&page=1`));
  await asked.promise;
  await api.close();
  await answer;
});

type Ask = (path: string, headers?: Record<string, string>) => Promise<Response>;

type Served = {
  readonly platform: LoanPlatform;
  readonly api: LoanApi;
  readonly ask: Ask;
};

async function serve(
  t: TestContext,
  size: Partial<LoanPlatformOptions> = {},
  options: Partial<LoanApiOptions> = {},
): Promise<Served & { readonly clock: { now: number } }> {
  const clock = { now: start };
  const platform = createLoanPlatform({ ...small(size), now: () => clock.now });
  return { ...(await serveOn(t, platform, options)), clock };
}

async function serveOn(t: TestContext, platform: LoanPlatform, options: Partial<LoanApiOptions>): Promise<Served> {
  const api = await startLoanApi({ platform, token, ...options });
  t.after(() => api.close());
  const ask: Ask = (path, headers = { authorization: `Bearer ${token}` }) => fetch(api.url + path, { headers });
  return { platform, api, ask };
}

function small(size: Partial<LoanPlatformOptions>): LoanPlatformOptions {
  return { seed: 1, applications: 5, advisors: 2, now: () => start, ...size };
}

function smallPlatform(): LoanPlatform {
  return createLoanPlatform(small({}));
}

type ListAnswer = { readonly data: readonly JsonObject[]; readonly ids: readonly string[]; readonly page: JsonObject };

async function readList(ask: Ask, rest: string): Promise<ListAnswer> {
  const response = await ask(`/v1/loan-applications${rest}`);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
  const body = parseJson(text);
  assert.ok(isJsonObject(body) && Array.isArray(body['data']));
  const data = body['data'].filter(isJsonObject);
  const { page = {} } = body;
  assert.ok(isJsonObject(page));
  return { data, ids: data.map(idOf), page };
}

async function readProblem(response: Response, status: number): Promise<string> {
  assert.equal(response.status, status);
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const problem = parseJson(await response.text());
  assert.ok(isJsonObject(problem));
  assert.deepEqual(Object.keys(problem), ['title', 'status', 'detail']);
  assert.equal(problem['status'], status);
  assert.ok(typeof problem['detail'] === 'string');
  return problem['detail'];
}

function liveIds(platform: LoanPlatform): readonly string[] {
  return platform.tables().loan_applications.map(idOf);
}

function applicantIds(platform: LoanPlatform, id: string): readonly string[] {
  return (platform.applicantsOf(id) ?? []).map(idOf);
}

/** An application of an advisor who has another one, and with room for one more applicant. */
function someIdThatMayLeave(platform: LoanPlatform): string {
  const rows = platform.tables().loan_applications;
  const found = rows.find(
    (row) =>
      rows.filter((other) => other['advisor_id'] === row['advisor_id']).length > 1 &&
      applicantIds(platform, idOf(row)).length < 4,
  );
  assert.ok(found !== undefined);
  return idOf(found);
}

function idOf(item: JsonObject): string {
  assert.ok(typeof item['id'] === 'string');
  return item['id'];
}

function iso(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString();
}
