import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { holdToContract } from '../../spec/end-to-end/hold-to-contract.ts';
import type { LoanApiExchange } from '../../src/demo/loan-platform/loan-api-exchange.ts';
import { startLoanApi, type LoanApiOptions } from '../../src/demo/loan-platform/loan-api.ts';
import { createLoanPlatform } from '../../src/demo/loan-platform/loan-platform.ts';
import { readLoanApiContract } from './loan-api-contract.ts';

const token = 'token-of-the-contract';
const contract = await readLoanApiContract();

const list = '/v1/loan-applications?updated_until=2026-02-01T00:00:00.000Z&page=1&per_page=2';

test('What the loan API answers is what loan-api.yaml says, errors included', async (context) => {
  const { ask, applicants } = await local(context);
  assert.deepEqual(await ask(list), []);
  assert.deepEqual(await ask(`${list}&updated_from=2026-01-31T00:00:00.000Z`), []);
  assert.deepEqual(await ask(list.replace('?', '/deleted?')), []);
  assert.deepEqual(await ask(applicants), []);
  assert.deepEqual(await ask('/v1/loan-applications/la_9999999999/applicants'), []);
  assert.deepEqual(await ask(list, { authorization: 'Bearer another-token' }), []);
});

test('A server that drops `total` is caught by loan-api.yaml, and fails the end-to-end test that met it', async (context) => {
  const held = holdToContract(false);
  const { ask } = await local(context, { intercept: () => ({ body: (body) => body.replace(/"total":\d+,/, '') }) }, held.onExchange);
  assert.deepEqual(await ask(list), [
    "answer 200 to GET /v1/loan-applications: its body/page must have required property 'total'",
  ]);
  assert.throws(held.check, /loan-api\.yaml was not kept[\s\S]*must have required property 'total'/);
});

test('A deviation that was announced and did not happen fails as well', async (context) => {
  const held = holdToContract(true);
  const { ask } = await local(context, {}, held.onExchange);
  await ask(list);
  assert.throws(held.check, /no exchange broke loan-api\.yaml, although that was announced/);
});

const faults: readonly [string, LoanApiOptions['intercept'], RegExp][] = [
  ['a field that changed its type', () => ({ body: (body) => body.replaceAll(/"term_months":(\d+)/g, '"term_months":"$1"') }), /body\/data\/0\/term_months must be integer/],
  ['a status of an application that is not listed', () => ({ body: (body) => body.replaceAll(/"status":"\w+"/g, '"status":"lost"') }), /status must be equal to one of the allowed values \(draft, submitted, /],
  ['a stamp without a zone', () => ({ body: (body) => body.replaceAll(/(\d{3})Z"/g, '$1"') }), /updated_at must match format "date-time"/],
  ['an id of another form', () => ({ body: (body) => body.replaceAll('la_', 'loan-') }), /id must match pattern/],
  ['JSON that is cut off', () => ({ body: (body) => body.slice(1) }), /its body is not JSON/],
  ['a page of HTML', () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' }), /content type is 'text\/html', not application\/problem\+json/],
  ['an error without a status', () => ({ status: 500, body: '{"title":"Oops"}' }), /must have required property 'status'/],
  ['no Date header', () => ({ headers: { date: null } }), /it has no Date header/],
];

for (const [what, intercept, says] of faults) {
  test(`An answer with ${what} is not what loan-api.yaml says`, async (context) => {
    const { ask } = await local(context, intercept === undefined ? {} : { intercept });
    assert.match((await ask(list)).join('\n'), says);
  });
}

const requests: readonly [string, string, Readonly<Record<string, string>>, RegExp][] = [
  ['a parameter that is missing', '/v1/loan-applications?page=1', {}, /request .*: the query parameter updated_until is missing/],
  ['a parameter out of its bounds', list.replace('per_page=2', 'per_page=501'), {}, /the query parameter per_page must be <= 500/],
  ['a number that is none', list.replace('page=1', 'page=one'), {}, /the query parameter page must be integer/],
  ['a parameter twice', `${list}&page=2`, {}, /the query parameter page comes 2 times/],
  ['an unknown parameter', `${list}&cursor=1`, {}, /the query parameter cursor is unknown/],
  ['no token', list, { authorization: '' }, /it carries no bearer token/],
  ['an unknown path', '/v1/loans', {}, /the document has no GET \/v1\/loans/],
];

for (const [what, path, headers, says] of requests) {
  test(`A request with ${what} is not what loan-api.yaml says`, async (context) => {
    const { ask } = await local(context);
    assert.match((await ask(path, headers)).join('\n'), says);
  });
}

/** A loan API on loopback; `ask` tells what was wrong with the exchange. */
async function local(context: TestContext, options: Partial<LoanApiOptions> = {}, hear: (exchange: LoanApiExchange) => void = () => undefined) {
  const platform = createLoanPlatform({ seed: 3, applications: 5, advisors: 2, now: () => Date.UTC(2026, 0, 31) });
  const heard: string[] = [];
  const onExchange = (exchange: LoanApiExchange): void => {
    hear(exchange);
    heard.push(...contract(exchange));
  };
  const api = await startLoanApi({ platform, token, onExchange, ...options });
  context.after(() => api.close());
  const ask = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<string[]> => {
    await (await fetch(api.url + path, { headers: { authorization: `Bearer ${token}`, ...headers } })).text();
    return heard.splice(0);
  };
  const [id] = platform.tables().loan_applications.map((row) => row['id']);
  assert.ok(typeof id === 'string');
  return { ask, applicants: `/v1/loan-applications/${id}/applicants` };
}
