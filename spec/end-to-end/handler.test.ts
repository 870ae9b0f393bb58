import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Answer } from '../../src/protocol/answer.ts';
import { localLoans, token } from './local-loans.ts';

test('A call answers with state, rows, keys and whether there is more, and logs one line', async (context) => {
  const { call, log } = await localLoans(context, { applications: 30 });
  const answer = await call({ customPayload: { pageSize: '10', streams: 'loan_applications' } });
  assert.deepEqual(Object.keys(answer), ['state', 'insert', 'delete', 'schema', 'hasMore']);
  assert.equal(answer.insert['loan_applications']?.length, 30);
  assert.equal(answer.hasMore, false);
  assert.deepEqual(answer.schema, {
    loan_applications: { primary_key: ['id'] },
    applicants: { primary_key: ['loan_application_id', 'id'] },
    advisors: { primary_key: ['id'] },
  });
  const [line, ...others] = log;
  assert.deepEqual(others, []);
  const { milliseconds, bytes, rows, ...facts } = line as { milliseconds: number; bytes: number; rows: number };
  assert.deepEqual(facts, {
    level: 'info',
    sync_id: 'sync-1',
    source: 'loans',
    streams: ['loan_applications'],
    pages: 3,
    dropped: [],
    cutShortBy: null,
    requests: 33,
    hasMore: false,
  });
  const exactly = Buffer.byteLength(JSON.stringify(answer));
  assert.ok(bytes >= exactly && bytes < exactly * 1.5, `${bytes} for ${exactly}`);
  assert.equal(rows, countRows(answer));
  assert.ok(milliseconds >= 0);
});

test('A row of an application is the application without its advisor and removed applicants, and with advisor_id', async (context) => {
  const { call, platform } = await localLoans(context, { applications: 3 });
  const removed = platform.tables().applicants.find(
    ({ loan_application_id }, _, all) => all.filter((other) => other['loan_application_id'] === loan_application_id).length > 1,
  );
  assert.ok(removed !== undefined);
  platform.edits.removeApplicant(removed['loan_application_id'] as string, removed['id'] as string);
  const { insert, delete: deleted } = await callUntil(call, { settleSeconds: '0', start: '2000-01-01T00:00:00Z' });
  const truth = platform.tables();
  assert.deepEqual(byKey(insert['loan_applications']), byKey(truth.loan_applications));
  assert.deepEqual(byKey(insert['applicants']), byKey(truth.applicants));
  assert.deepEqual(deleted['applicants'], [{ loan_application_id: removed['loan_application_id'], id: removed['id'] }]);
});

test('A deleted application is deleted with every applicant it ever had', async (context) => {
  const { call, platform } = await localLoans(context, { applications: 6 });
  const before = platform.tables();
  const id = before.loan_applications.map((row) => row['id'] as string).find((candidate) => deletes(platform, candidate));
  const { insert, delete: deleted } = await callUntil(call, { settleSeconds: '0' });
  assert.ok(id !== undefined && deleted['loan_applications']?.some((row) => row['id'] === id));
  assert.ok(!insert['loan_applications']?.some((row) => row['id'] === id));
  const applicants = before.applicants.filter((row) => row['loan_application_id'] === id);
  for (const applicant of applicants) {
    assert.ok(deleted['applicants']?.some((row) => row['loan_application_id'] === id && row['id'] === applicant['id']));
  }
});

test('An application that is deleted between its list and its applicants brings none of them', async (context) => {
  const { call } = await localLoans(context, {
    applications: 3,
    intercept: ({ path }) => (path.endsWith('/applicants') ? { status: 404 } : undefined),
  });
  const { insert } = await call({ customPayload: { streams: 'loan_applications' } });
  assert.equal(insert['loan_applications']?.length, 3);
  assert.equal(insert['applicants'], undefined);
});

test('No more requests are in flight than `concurrency` allows', async (context) => {
  let inFlight = 0;
  let most = 0;
  const { call } = await localLoans(context, {
    applications: 30,
    environment: {
      fetch: async (url, init) => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        const response = await fetch(url, init);
        inFlight -= 1;
        return response;
      },
    },
  });
  await call({ customPayload: { concurrency: '3', streams: 'loan_applications' } });
  assert.equal(most, 3);
});

test('Requests are no closer together than `requestsPerSecond` allows', async (context) => {
  let now = Date.UTC(2026, 0, 31);
  const sent: number[] = [];
  const { call } = await localLoans(context, {
    applications: 5,
    environment: {
      now: () => now,
      sleep: (ms) => {
        now += ms;
        return Promise.resolve();
      },
      fetch: (url, init) => {
        sent.push(now);
        return fetch(url, init);
      },
    },
  });
  await call({ customPayload: { requestsPerSecond: '0.5', concurrency: '1', streams: 'loan_applications' } });
  assert.deepEqual(sent.slice(1).map((at, nth) => at - (sent[nth] ?? 0)), sent.slice(1).map(() => 2_000));
});

test('A setup test makes one cheap authenticated call and answers the state as it came, without rows', async (context) => {
  const { call, api } = await localLoans(context, { applications: 30 });
  for (const state of [undefined, null, {}, { anything: 'at all' }]) {
    const { lists } = api.requests;
    const answer = await call({ setup_test: true, state });
    assert.deepEqual([answer.state, answer.insert, answer.delete, answer.hasMore], [state ?? {}, {}, {}, false]);
    assert.ok(Object.keys(answer.schema).length === 3);
    assert.equal(api.requests.lists - lists, 1);
  }
  await assert.rejects(call({ setup_test: true, secrets: { baseUrl: api.url, apiToken: 'wrong-token' } }), { name: 'AUTHENTICATION' });
});

test('Only the boolean true is a setup test', async (context) => {
  const { call } = await localLoans(context, { applications: 3 });
  assert.notDeepEqual((await call({ setup_test: 'true' })).insert, {});
});

test('The payload is read under each name it may come by, as an object or as pairs', async (context) => {
  const sizes: unknown[] = [];
  const { call } = await localLoans(context, {
    applications: 3,
    intercept: ({ query }) => {
      if (query.has('per_page')) sizes.push(query.get('per_page'));
      return undefined;
    },
  });
  const chosen = { pageSize: '7', streams: 'loan_applications' };
  const pairs = Object.entries(chosen).map(([key, value]) => ({ key, value }));
  for (const payload of [{ customPayload: chosen }, { customPayloads: pairs }, { custom_payload: chosen }, { custom_payloads: pairs }]) {
    await call(payload);
  }
  assert.deepEqual(sizes, ['7', '7', '7', '7']);
});

test('A blank setting is one that was not made', async (context) => {
  const { call } = await localLoans(context, { applications: 3 });
  assert.equal((await call({ customPayload: { start: '', pageSize: '' } })).insert['loan_applications']?.length, 3);
});

test('Nothing outlives a call: two at once, and one after a failed one, are not in each other’s way', async (context) => {
  const { call, api } = await localLoans(context, { applications: 12 });
  const [one, other] = await Promise.all([call(), call()]);
  assert.deepEqual(one.insert, other.insert);
  await assert.rejects(call({ secrets: { baseUrl: api.url, apiToken: 'wrong-token' } }));
  assert.deepEqual((await call()).insert, one.insert);
});

test('Without time left and without a page, a call is an error; with a page but no row, it ends the sync', async (context) => {
  let now = Date.UTC(2030, 0, 1);
  const { call } = await localLoans(context, { applications: 3, environment: { now: () => (now += 400) } });
  await assert.rejects(call({}, { getRemainingTimeInMillis: () => 0 }), { name: 'SOURCE' });

  const slow = await localLoans(context, {
    applications: 3,
    environment: {
      now: () => now,
      fetch: (url, init) => {
        now += 1_000;
        return fetch(url, init);
      },
    },
  });
  // Nothing was deleted after this start, so that the first page is empty.
  const customPayload = { start: '2029-01-01T00:00:00Z', streams: 'deleted_loan_applications,loan_applications' };
  const answer = await slow.call({ customPayload }, { getRemainingTimeInMillis: () => 500 });
  assert.deepEqual([answer.insert, answer.delete, answer.hasMore], [{}, {}, false]);
  const again = await slow.call({ customPayload, state: answer.state });
  assert.equal(again.hasMore, false);
});

test('A stream that the source no longer has is named in the log', async (context) => {
  const { call, log } = await localLoans(context, { applications: 3 });
  await call({ state: { version: 1, streams: { payments: { phase: 'idle', cursor: null } } } });
  assert.deepEqual(log[0]?.['dropped'], ['payments']);
});

test('A failure is logged with its code, and the token is never shown', async (context) => {
  const { call, log } = await localLoans(context, {
    deviates: true,
    intercept: () => ({ status: 400, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify({ title: 'Bad', detail: `no ${token}` }) }),
  });
  await assert.rejects(call(), (error: unknown) => error instanceof Failure && error.message.includes('Bad: no [secret]'));
  assert.equal(log[0]?.['code'], 'CONTRACT');
  assert.ok(!JSON.stringify(log).includes(token));
});

type Call = (event?: object) => Promise<Answer>;

/** All answers of a sync, their rows together. */
async function callUntil(call: Call, customPayload: object): Promise<Pick<Answer, 'insert' | 'delete'>> {
  const insert: Record<string, JsonObject[]> = {};
  const deleted: Record<string, JsonObject[]> = {};
  // What was edited in this test has to settle first.
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  for (let state: JsonObject = {}, hasMore = true; hasMore; ) {
    const answer: Answer = await call({ state, customPayload });
    ({ state, hasMore } = answer);
    for (const [table, rows] of Object.entries(answer.insert)) (insert[table] ??= []).push(...rows);
    for (const [table, rows] of Object.entries(answer.delete)) (deleted[table] ??= []).push(...rows);
  }
  return { insert, delete: deleted };
}

function deletes(platform: { edits: { deleteApplication: (id: string) => unknown } }, id: string): boolean {
  try {
    platform.edits.deleteApplication(id);
    return true;
  } catch (error) {
    // An advisor's last application stays.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function byKey(rows: readonly JsonObject[] = []): JsonObject[] {
  const key = (row: JsonObject): string => JSON.stringify([row['loan_application_id'], row['id']]);
  return rows.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

function countRows({ insert, delete: deleted }: Answer): number {
  return [insert, deleted].flatMap((tables) => Object.values(tables)).reduce((rows, table) => rows + table.length, 0);
}
