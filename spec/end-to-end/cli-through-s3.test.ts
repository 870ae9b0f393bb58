import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Environment } from '../../src/edge/environment.ts';
import { cliStage, type CliStage, type Ended } from './cli-stage.ts';
import { startLocalS3 } from './local-s3.ts';

type Line = { readonly type: string; readonly [field: string]: unknown };

test('A sync through S3 fills the warehouse as a direct one does, call by call', async (context) => {
  const stage = await cliStage(context);
  const direct = await stage.sync(['--json']);
  const rows = await contentsOf(stage, stage.warehouse);
  const other = `${stage.warehouse}.s3`;
  const through = await stage.sync(['--json', '--through-s3', '--warehouse', other]);
  assert.equal(through.code, 0, through.errors);
  assert.deepEqual(await contentsOf(stage, other), rows);
  const [end, endDirectly] = [through, direct].map((ended) => linesOf(ended).at(-1) ?? assert.fail('it printed nothing'));
  for (const field of ['end', 'rows', 'tables']) assert.deepEqual(end?.[field], endDirectly?.[field], field);
  assert.ok(linesOf(through).length > 3, 'it took one call');
  const trace = await stage.sync(['--trace', '--through-s3', '--warehouse', other]);
  assert.match(trace.output, /false/);
});

test('Where an object cannot be put, the state stays, and the next sync goes on from it', async (context) => {
  const stage = await cliStage(context);
  const s3 = await startLocalS3();
  context.after(s3.close);
  const endpoint = typeof s3.config.endpoint === 'string' ? s3.config.endpoint : assert.fail('no endpoint');
  const [name, secret] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  for (const [variable, value] of [[name, 'S3RVER'], [secret, 'S3RVER'], ['AWS_REGION', 'eu-west-1']] as const) setVariable(context, variable, value);
  const refused = await stage.sync(['--json', '--s3-endpoint', endpoint, '--bucket', 'not-there']);
  assert.equal(refused.code, 2, refused.errors);
  assert.partialDeepStrictEqual(linesOf(refused).at(-1), { type: 'error', kind: 'function', code: 'SETTINGS' });
  const [first] = linesOf(await stage.sync(['--json', '--max-calls', '1', '--s3-endpoint', endpoint, '--bucket', s3.bucket]));
  assert.deepEqual(first?.['stateIn'], {});
  const again = linesOf(await stage.sync(['--json', '--s3-endpoint', endpoint, '--bucket', s3.bucket]));
  assert.deepEqual(again[0]?.['stateIn'], first['stateOut']);
  assert.equal(again.at(-1)?.['end'], 'done');
});

test('A function that answers without its object has broken a rule, and nothing is stored', async (context) => {
  const stage = await cliStage(context);
  const fetchOnly: Partial<Environment> = { fetch: (url, init) => fetch(url, init) };
  const { code, errors } = await stage.sync(['--s3-endpoint', 'http://127.0.0.1:1', '--bucket', 'rows'], { environment: fetchOnly });
  assert.equal(code, 3, errors);
  assert.match(errors, /object .*\/1\.json in bucket rows/);
  assert.doesNotMatch(errors, /^ +at /m);
  assert.equal((await stage.run(['state', '--warehouse', stage.warehouse])).output.includes('cursor'), false);
});

test('An endpoint without a bucket is a mistake that the command line names', async (context) => {
  const { sync } = await cliStage(context);
  const { code, errors } = await sync(['--s3-endpoint', 'http://127.0.0.1:1']);
  assert.equal(code, 2);
  assert.match(errors, /--s3-endpoint needs --bucket/);
  assert.equal((await sync(['--s3-endpoint', 'over there', '--bucket', 'rows'])).code, 2);
});

function setVariable(context: { after: (end: () => void) => void }, name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  context.after(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before;
  });
}

function linesOf({ output }: Ended): Line[] {
  return output.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
}

/** Every row of every table, without the time at which it was stored. */
async function contentsOf({ run }: CliStage, warehouse: string): Promise<string[]> {
  const rows: string[] = [];
  for (const table of ['loan_applications', 'applicants', 'advisors']) {
    const ended = await run(['query', `SELECT * EXCLUDE (_fivetran_synced) FROM ${table} ORDER BY ALL`, '--warehouse', warehouse, '--json']);
    assert.equal(ended.code, 0, ended.errors);
    rows.push(...ended.output.split('\n').map((line) => `${table} ${line}`));
  }
  return rows;
}
