import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { unzipSync } from 'fflate';
import { checkMachine } from '../../scripts/lambda/install-runtime-client.ts';
import { startLocalLambda, type LocalLambda, type LocalLambdaOptions } from '../../scripts/lambda/local-lambda.ts';
import { startRuntimeApi } from '../../scripts/lambda/runtime-api.ts';
import { packageConnector } from '../../scripts/package/package-connector.ts';
import { localLoans, token } from './local-loans.ts';

test('The Runtime API hands out one event at a time, with its deadline, and takes its answer once', async (context) => {
  const api = await startRuntimeApi('arn:aws:lambda:eu-west-1:123456789012:function:local');
  context.after(() => api.close());
  const base = `http://${api.address}/2018-06-01/runtime/invocation`;
  const post = async (path: string, body: string): Promise<number> => (await fetch(`${base}/${path}`, { method: 'POST', body })).status;

  // Whoever comes first waits for the other: the client, or the event.
  const asked = fetch(`${base}/next`);
  const invoked = api.invoke('{"nth":1}', 1_700_000_000_000);
  await assert.rejects(api.invoke('{}', 0), /one event at a time/);
  const next = await asked;
  assert.deepEqual(await next.json(), { nth: 1 });
  assert.equal(next.headers.get('lambda-runtime-deadline-ms'), '1700000000000');
  assert.match(next.headers.get('lambda-runtime-invoked-function-arn') ?? '', /function:local$/);
  const id = next.headers.get('lambda-runtime-aws-request-id') ?? '';
  assert.equal(await post('another/response', '{}'), 400);
  assert.equal(await post(`${id}/response`, '{"rows":0}'), 202);
  assert.deepEqual(await invoked, { payload: '{"rows":0}' });
  assert.equal(await post(`${id}/response`, '{}'), 400);

  const failed = api.invoke('{}', 0);
  const second = (await fetch(`${base}/next`)).headers.get('lambda-runtime-aws-request-id') ?? '';
  assert.notEqual(second, id);
  assert.equal(await post(`${second}/error`, '{"errorType":"BUG"}'), 202);
  assert.deepEqual(await failed, { payload: '{"errorType":"BUG"}', functionError: 'Unhandled' });

  const large = api.invoke('{}', 0);
  const third = (await fetch(`${base}/next`)).headers.get('lambda-runtime-aws-request-id') ?? '';
  assert.equal(await post(`${third}/response`, 'x'.repeat(6_291_457)), 413);
  assert.match((await large).payload, /"errorType":"Function\.ResponseSizeTooLarge"/);
});

test('An answer of 6 MB is taken, and a byte more is refused without ending the process', async (context) => {
  const lambda = await local(context, { handler: 'stubborn.sized' });
  const limit = 6_291_456;
  const { payload } = await lambda.invoke(`{"bytes":${limit}}`);
  assert.equal(payload.length, limit);
  const { payload: refused, functionError } = await lambda.invoke(`{"bytes":${limit + 1}}`);
  assert.equal(functionError, 'Unhandled');
  assert.match(refused, /"errorType":"Function\.ResponseSizeTooLarge"/);
  await lambda.invoke('{"bytes":2}');
  assert.equal(lambda.starts(), 1);
});

test('A call over its time is killed, one that ends its process is an error, and the next one starts another', async (context) => {
  const late = await local(context, { handler: 'stubborn.never', timeoutMs: 500 });
  assert.match((await late.invoke('{"wait":true}')).payload, /"errorType":"Sandbox\.Timedout".*Task timed out after 0\.50 seconds/);
  assert.equal(late.instance(), null);
  const dying = await local(context, { handler: 'stubborn.dies' });
  assert.match((await dying.invoke('{"code":7}')).payload, /"errorType":"Runtime\.ExitError".*exit status 7/);
  assert.match((await dying.invoke('{"code":0}')).payload, /exit status 0/);
  assert.equal(dying.starts(), 2);
  const missing = await local(context, { handler: 'stubborn.nothing' });
  assert.match((await missing.invoke('{}')).payload, /"errorType":"Runtime\.HandlerNotFound"/);
});

test('The packaged handler answers cold, warm and after its process was killed in mid-call', async (context) => {
  let requests = 0;
  let kill = (): void => undefined;
  const { api } = await localLoans(context, {
    applications: 5,
    intercept: () => {
      requests += 1;
      if (requests === 10) kill();
      return undefined;
    },
  });
  const lambda = await local(context, { handler: 'index.handler' });
  const event = JSON.stringify({ state: {}, secrets: { baseUrl: api.url, apiToken: token } });
  const rows = async (): Promise<unknown> => (JSON.parse((await lambda.invoke(event)).payload) as { insert: unknown }).insert;
  // Two calls at once wait for one another.
  const [cold, second] = await Promise.all([rows(), lambda.invoke('{}')]);
  assert.match(second.payload, /"errorType":"SETTINGS"/);
  assert.equal(lambda.starts(), 1);
  kill = () => lambda.instance()?.kill('SIGKILL');
  assert.match((await lambda.invoke(event)).payload, /"errorType":"Runtime\.ExitError".*signal: SIGKILL/);
  assert.deepEqual(await rows(), cold);
  assert.equal(lambda.starts(), 2);
});

test("A machine that can't compile AWS's runtime client is told what to install", () => {
  checkMachine('linux', () => true);
  assert.throws(() => {
    checkMachine('linux', (tool) => !['xz', 'libtoolize'].includes(tool));
  }, /these are missing: xz, libtoolize\..*\n {2}sudo apt-get install -y xz-utils libtool$/);
  assert.throws(() => {
    checkMachine('darwin', () => true);
  }, /on Linux only/);
});

/** A function in a folder with the packaged connector, under a runtime client of a few lines. */
async function local(context: TestContext, options: Pick<LocalLambdaOptions, 'handler'> & Partial<LocalLambdaOptions>): Promise<LocalLambda> {
  const taskRoot = await mkdtemp(join(tmpdir(), 'task-'));
  context.after(() => rm(taskRoot, { recursive: true }));
  await packageConnector(taskRoot);
  const { 'index.mjs': code = '' } = unzipSync(await readFile(join(taskRoot, 'connector.zip')));
  await writeFile(join(taskRoot, 'index.mjs'), code);
  await copyFile('scripts/lambda/stubborn.mjs', join(taskRoot, 'stubborn.mjs'));
  const client = join(import.meta.dirname, 'runtime-client.mjs');
  const lambda = await startLocalLambda({ client, taskRoot, timeoutMs: 60_000, memoryMegabytes: 512, ...options });
  context.after(() => lambda.close());
  return lambda;
}
