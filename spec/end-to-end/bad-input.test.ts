import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure, type FailureCode } from '../../src/core/failure.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { createHandler } from '../../src/hosts/lambda.ts';
import { environment } from '../../src/hosts/environment.ts';
import { localLoans, token } from './local-loans.ts';

/** Each event that an operator may get wrong, and the error that says so. */
const events: readonly [string, (good: { baseUrl: string; apiToken: string }) => unknown, FailureCode, RegExp][] = [
  ['no event', () => null, 'SETTINGS', /^event: /],
  ['no secrets', () => ({}), 'SETTINGS', /secrets\.baseUrl: .* it is missing/],
  ['a missing token', ({ baseUrl }) => ({ secrets: { baseUrl } }), 'SETTINGS', /secrets\.apiToken: .* it is missing/],
  ['an empty token', ({ baseUrl }) => ({ secrets: { baseUrl, apiToken: '' } }), 'SETTINGS', /secrets\.apiToken: /],
  ['a token with a line break', ({ baseUrl }) => ({ secrets: { baseUrl, apiToken: 'a\nb' } }), 'SETTINGS', /cannot carry/],
  ['a wrong token', ({ baseUrl }) => ({ secrets: { baseUrl, apiToken: 'wrong-token' } }), 'AUTHENTICATION', /401 came .* See that the secrets/],
  ['a base URL that is none', (good) => ({ secrets: { ...good, baseUrl: 'loans' } }), 'SETTINGS', /it is not a URL such as/],
  ['a base URL without TLS', (good) => ({ secrets: { ...good, baseUrl: 'http://example.com' } }), 'SETTINGS', /not https/],
  ['a base URL with a password', (good) => ({ secrets: { ...good, baseUrl: 'https://u:p@example.com' } }), 'SETTINGS', /user name or password/],
  ['a base URL with a query', (good) => ({ secrets: { ...good, baseUrl: 'https://example.com/?a=1' } }), 'SETTINGS', /a query or a fragment/],
  ['a wrong path', (good) => ({ secrets: { ...good, baseUrl: `${good.baseUrl}/nowhere` } }), 'CONTRACT', /404 came .* its path included/],
  ['a payload that is a text', (secrets) => ({ secrets, customPayload: 'pageSize=3' }), 'SETTINGS', /^event\.customPayload: /],
  ['an unknown setting', (secrets) => ({ secrets, customPayload: { pagesize: '3' } }), 'SETTINGS', /'pagesize' is not known/],
  ['a page size of 0', (secrets) => ({ secrets, customPayload: { pageSize: '0' } }), 'SETTINGS', /pageSize: .* from 1 to 500/],
  ['a page size of 501', (secrets) => ({ secrets, customPayload: { pageSize: '501' } }), 'SETTINGS', /from 1 to 500/],
  ['a pace that is no number', (secrets) => ({ secrets, customPayload: { requestsPerSecond: 'fast' } }), 'SETTINGS', /requestsPerSecond: /],
  ['a start that is no time', (secrets) => ({ secrets, customPayload: { start: '2026-02-30T00:00:00Z' } }), 'SETTINGS', /start: .* UTC time/],
  ['an unknown stream', (secrets) => ({ secrets, customPayload: { streams: 'loans' } }), 'SETTINGS', /'loans' is no stream; there are deleted_loan_applications, loan_applications/],
  ['a state with an unknown field', (secrets) => ({ secrets, state: { version: 1, streams: {}, page: 3 } }), 'STATE', /state\.page: /],
  ['a state of another version', (secrets) => ({ secrets, state: { version: 7, streams: {} } }), 'STATE', /state\.version: expected 1, but it is 7/],
];

for (const [what, event, code, message] of events) {
  test(`An event with ${what} is an error that says so`, async (context) => {
    const { api, call } = await localLoans(context, { applications: 3, deviates: what === 'a wrong path' });
    const good = { baseUrl: api.url, apiToken: token };
    const bad = event(good);
    const handled = bad === null ? createHandler('loans', { ...environment, log: () => undefined })(bad) : call({ secrets: undefined, ...bad });
    await assert.rejects(handled, failure(code, message));
  });
}

test('A state with a negative page is an error that names the field', async (context) => {
  const { call } = await localLoans(context);
  const until = '2026-01-31T00:00:00.000Z';
  const spoiled: JsonObject = {
    version: 1,
    streams: {
      loan_applications: {
        phase: 'paging',
        cursor: null,
        window: { from: null, until, end: until },
        pageSize: 100,
        fingerprint: '',
        restarts: 0,
        strategy: 'countdown',
        position: { at: 'count', page: -1, total: 300, changed: false },
      },
    },
  };
  await assert.rejects(call({ state: spoiled }), failure('STATE', /position\.page: expected a whole number of at least 1, but it is -1/));
});

test('An unreachable API is an error that says why', async (context) => {
  const { api, call, waits } = await localLoans(context);
  await api.close();
  await assert.rejects(call(), failure('SOURCE', /ECONNREFUSED.* after 5 tries.*\(sync sync-1\)/));
  assert.equal(waits.length, 4);
});

test('An unknown source is an error that lists those there are', async () => {
  const handler = createHandler('lons', { ...environment, log: () => undefined });
  await assert.rejects(handler({}), failure('SETTINGS', /one of the sources loans, github-issues, but 'lons' was named/));
});

/** Each way in which the API may spoil its first list, and the error that says so. */
const bodies: readonly [string, string | ((body: string) => string), FailureCode, RegExp][] = [
  ['a page of HTML', '<!DOCTYPE html><title>Sign in</title>', 'CONTRACT', /a page of HTML or XML .* not a web page/],
  ['JSON that is cut off', (body) => body.slice(0, -2), 'CONTRACT', /JSON that is cut off or malformed/],
  ['nothing', '', 'CONTRACT', /an empty text/],
  ['a text', 'OK', 'CONTRACT', /a text of 2 characters/],
  ['a list without its envelope', '[]', 'CONTRACT', /a list at 'data', but it is missing/],
  ['items that are an object', '{"data":{},"page":{"total":0}}', 'CONTRACT', /a list at 'data', but it is of type object/],
  ['an item that is a number', '{"data":[1],"page":{"total":1}}', 'CONTRACT', /the declared shape at 'data\.0\.?', but it is not an object/],
  ['an item without a stamp', '{"data":[{"id":"a","applicant_ids":[]}],"page":{"total":1}}', 'CONTRACT', /'data\.0\.deleted_at', but it is missing|is not a UTC time/],
  ['a stamp that is none', '{"data":[{"id":"a","deleted_at":"soon","applicant_ids":[]}],"page":{"total":1}}', 'CONTRACT', /'data\.0\.deleted_at', but it is not a UTC time/],
  ['no total', '{"data":[],"page":{}}', 'CONTRACT', /a count of rows at 'page\.total', but it is missing/],
  ['a negative total', '{"data":[],"page":{"total":-1}}', 'CONTRACT', /a count of rows at 'page\.total', but it is -1/],
  ['more rows than asked for', `{"data":[${deletions(3)}],"page":{"total":9}}`, 'CONTRACT', /at most 2 rows, but 3 came/],
  ['a first page that stays short', `{"data":[${deletions(1)}],"page":{"total":9}}`, 'CONTRACT', /limit the page size without a word/],
];

for (const [what, body, code, message] of bodies) {
  test(`A list answered with ${what} is an error that says so, and nothing is lost`, async (context) => {
    let spoiling = true;
    const { call } = await localLoans(context, {
      applications: 3,
      deviates: true,
      intercept: ({ path }) => (spoiling && path.endsWith('/deleted') ? { body } : undefined),
    });
    const customPayload = { pageSize: '2' };
    await assert.rejects(call({ customPayload }), failure(code, message));
    spoiling = false;
    assert.equal((await call({ customPayload })).insert['loan_applications']?.length, 3);
  });
}

test('A total that grows in a frozen window starts the window over, and in the end is an error', async (context) => {
  let total = 100;
  const { call } = await localLoans(context, {
    applications: 3,
    deviates: true,
    intercept: ({ path }) => {
      if (!path.endsWith('/deleted')) return undefined;
      total += 1;
      return { body: `{"data":[${deletions(2)}],"page":{"total":${total}}}` };
    },
  });
  let state: JsonObject = {};
  await assert.rejects(
    async () => {
      for (let calls = 0; calls < 20; calls += 1) ({ state } = await call({ state, customPayload: { pageSize: '2' } }));
    },
    failure('CONTRACT', /a window with a frozen end that no row enters, but its total grew 4 times/),
  );
});

for (const status of [500, 502, 503, 504, 429]) {
  test(`${status} beyond the attempts is an error, and fewer are not`, async (context) => {
    let failing = 5;
    const { call, waits } = await localLoans(context, {
      applications: 3,
      intercept: () => {
        failing -= 1;
        return failing >= 0 ? { status } : undefined;
      },
    });
    await assert.rejects(call(), failure('SOURCE', new RegExp(`${status} came.* after 5 tries`)));
    failing = 4;
    waits.length = 0;
    assert.equal((await call()).insert['loan_applications']?.length, 3);
    assert.ok(waits.length >= 4);
  });
}

test('A connection that breaks in the middle of a body is tried again', async (context) => {
  let breaks = 2;
  const { call, waits } = await localLoans(context, {
    applications: 3,
    intercept: () => {
      breaks -= 1;
      return breaks === 1 ? { destroy: 'before' } : breaks === 0 ? { destroy: 'middle' } : undefined;
    },
  });
  assert.equal((await call()).insert['loan_applications']?.length, 3);
  assert.equal(waits.length, 2);
});

test('An answer that takes too long is tried again, and then an error', async (context) => {
  const { call } = await localLoans(context, { applications: 3, intercept: () => ({ delayMs: 10_000 }) });
  const customPayload = { timeoutSeconds: '0.05', attempts: '2' };
  await assert.rejects(call({ customPayload }), failure('SOURCE', /no answer within 0.05 s\) after 2 tries/));
});

test('A redirect is not followed', async (context) => {
  const { call } = await localLoans(context, {
    intercept: () => ({ status: 302, headers: { location: 'https://example.com/' } }),
  });
  await assert.rejects(call(), failure('CONTRACT', /302 came .* Credentials never follow a redirect/));
});

test('A body over the limit is an error before it is read', async (context) => {
  const { call } = await localLoans(context, { deviates: true, intercept: () => ({ body: ' '.repeat(33 * 1024 * 1024) }) });
  await assert.rejects(call(), failure('LIMIT', /a body of at most 33554432 bytes/));
});

function deletions(count: number): string {
  return Array.from({ length: count }, (_, nth) =>
    JSON.stringify({ id: `la_${nth}`, deleted_at: '2026-01-01T00:00:00.000Z', applicant_ids: [] }),
  ).join();
}

/** An error of that code whose message says this and never shows the token. */
function failure(code: FailureCode, message: RegExp) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof Failure, String(error));
    assert.equal(error.name, code, error.message);
    assert.match(error.message, message);
    assert.ok(!error.message.includes(token) && !String(error.stack).includes(token));
    return true;
  };
}
