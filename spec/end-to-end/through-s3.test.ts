import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { startLoanApi } from '../../src/demo/loan-platform/loan-api.ts';
import { createLoanPlatform } from '../../src/demo/loan-platform/loan-platform.ts';
import type { Environment } from '../../src/edge/environment.ts';
import { environment } from '../../src/hosts/environment.ts';
import { createHandler } from '../../src/hosts/lambda.ts';
import { createPutObject } from '../../src/hosts/put-object.ts';
import { holdToContract } from './hold-to-contract.ts';
import { token } from './local-loans.ts';
import { startLocalS3 } from './local-s3.ts';

/** A loan API and an S3 on loopback, and a handler between them. */
async function local(context: TestContext, replaced: Partial<Environment> = {}) {
  const platform = createLoanPlatform({ seed: 7, applications: 30, advisors: 3, now: Date.now });
  const held = holdToContract(false);
  const api = await startLoanApi({ platform, token, onExchange: held.onExchange });
  context.after(async () => {
    await api.close();
    held.check();
  });
  const s3 = await startLocalS3();
  context.after(() => s3.close());
  const log: Readonly<Record<string, unknown>>[] = [];
  const putObject = createPutObject(s3.config);
  const handler = createHandler('loans', { ...environment, putObject, log: (line) => log.push(line), ...replaced });
  const secrets = { baseUrl: api.url, apiToken: token };
  const { bucket } = s3;
  return {
    platform,
    s3,
    log,
    putObject,
    call: (event: object = {}) => handler({ state: {}, secrets, bucket, file: 'sync/rows.json', ...event }),
    direct: () => handler({ state: {}, secrets }),
  };
}

test("The rows are stored under the request's own key before the answer, which carries none", async (context) => {
  const { call, direct, s3, log } = await local(context);
  const answer = await call({ file: 'one/key of its own.json' });
  assert.deepEqual(Object.keys(answer), ['state', 'schema', 'hasMore']);
  assert.equal(answer.hasMore, false);
  const stored = JSON.parse(await s3.read('one/key of its own.json')) as unknown;
  const directly = await direct();
  assert.ok('insert' in directly);
  assert.deepEqual(stored, JSON.parse(JSON.stringify({ insert: directly.insert, delete: directly.delete })));
  assert.equal(log[0]?.['rows'], log[1]?.['rows']);
});

test('An object is stored also when it has no rows', async (context) => {
  const { call, s3 } = await local(context);
  const { state } = await call();
  await call({ state, file: 'second.json', customPayload: { settleSeconds: '0' } });
  assert.equal(await s3.read('second.json'), '{"insert":{},"delete":{}}');
});

test('The answer waits until the object is stored', async (context) => {
  let stored = false;
  const { call } = await local(context, {
    putObject: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      stored = true;
    },
  });
  await call();
  assert.ok(stored);
});

test('A bucket that is not there is an error of the settings that names the object', async (context) => {
  const { call } = await local(context);
  await assert.rejects(call({ bucket: 'not-there' }), {
    name: 'SETTINGS',
    message: /object sync\/rows\.json in bucket not-there: .* NoSuchBucket came with status 404/,
  });
});

test('Where storing fails for the moment it is an error of the source side, and nothing was answered', async (context) => {
  const { call } = await local(context, { putObject: () => Promise.reject(new Error('the line is down')) });
  await assert.rejects(call(), { name: 'SOURCE', message: /The state stays where it was/ });
});

test('A bucket without a file is an error of the settings', async (context) => {
  const { call } = await local(context);
  await assert.rejects(call({ file: '' }), { name: 'SETTINGS', message: /event\.file: expected a bucket and a file/ });
});

test('A setup test stores nothing', async (context) => {
  const { call } = await local(context, { putObject: () => Promise.reject(new Error('it was stored')) });
  assert.deepEqual(Object.keys(await call({ setup_test: true })), ['state', 'insert', 'delete', 'schema', 'hasMore']);
});
