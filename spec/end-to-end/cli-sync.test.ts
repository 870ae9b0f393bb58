import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { test } from 'node:test';
import { rules } from '../../src/emulator/rules/rules.ts';
import { cliStage, endOf, startProcess, token, type CliStage, type Ended } from './cli-stage.ts';

type Line = { readonly type: string; readonly [field: string]: unknown };

test('A setup test tells in words what Fivetran would find', async (context) => {
  const { run, secrets } = await cliStage(context);
  const { code, output } = await run(['check', '--secrets', secrets]);
  assert.equal(code, 0);
  assert.match(output, /applicants \(key loan_application_id, id\)/);
  assert.match(output, /Passed: /);
  assert.match(output, /yes +a wrong credential is refused: status 401/);
  const json = await run(['check', '--secrets', secrets, '--json', '--quick']);
  assert.partialDeepStrictEqual(JSON.parse(json.output), { type: 'check', passed: true, remarks: [] });
});

test('An API that does not do what its source declares fails the check, with what that means', async (context) => {
  const { run, secrets } = await cliStage(context, {
    deviates: true,
    // It counts without the window.
    intercept: ({ path }) => (path.includes('applicants') ? undefined : { body: JSON.stringify({ data: [], page: { total: 40 } }) }),
  });
  const { code, output, errors } = await run(['check', '--secrets', secrets]);
  assert.equal(code, 1);
  assert.match(output, /NO +a window in the future is empty: it has no rows, but a total of 40/);
  assert.match(output, /nothing of the promise holds/);
  assert.match(errors, /does not do what its source declares: deleted_loan_applications: a window in the future/);
  const lines = linesOf(await run(['check', '--secrets', secrets, '--json']));
  assert.ok(lines.some(({ type, question, outcome }) => type === 'question' && question === 'future-window' && outcome === 'no'));
  assert.equal((await run(['check', '--secrets', secrets, '--quick'])).code, 0);
});

test('A setup test that fails shows what Fivetran would show', async (context) => {
  const { run, write, api } = await cliStage(context);
  const wrong = await write('wrong.json', JSON.stringify({ baseUrl: api.url, apiToken: 'another-token' }));
  const { code, errors } = await run(['check', '--secrets', wrong]);
  assert.equal(code, 3);
  assert.match(errors, /Unable to access Lambda function: AUTHENTICATION : GET .* 401 came/);
  const json = await run(['check', '--secrets', wrong, '--json']);
  assert.partialDeepStrictEqual(JSON.parse(json.output), { passed: false, exitCode: 3, kind: 'function', code: 'AUTHENTICATION' });
});

test('A sync fills the warehouse, and tables, query and state show what it holds', async (context) => {
  const stage = await cliStage(context);
  const { code, output, errors } = await stage.sync();
  assert.equal(code, 0, errors);
  assert.match(output, /the state \{\}, which is the first sync/);
  assert.match(output, /hasMore was false: the sync is done/);
  // Streams that were read within the same second share a line.
  assert.match(output, /complete up to \d{4}-.*: deleted_loan_applications/);
  assert.match(output, /complete up to \d{4}-.*[ ,]loan_applications/);
  const at = ['--warehouse', stage.warehouse];

  const tables = await stage.run(['tables', ...at]);
  assert.match(tables.output, /^loan_applications: 40 rows, last synced \d{4}-/m);
  assert.match(tables.output, /^ {2}amount +DECIMAL\(38,2\)$/m);
  const summaries = linesOf(await stage.run(['tables', ...at, '--json'])) as unknown as { table: string; rows: number }[];
  assert.deepEqual(summaries.map(({ table, rows }) => [table, rows]), rowsOf(stage));

  const query = await stage.run(['query', 'SELECT count(*) AS n, NULL AS nothing FROM applicants', ...at]);
  assert.match(query.output, /│ +n │ nothing │\n.*\n│ \d+ │ {4}NULL │\n.*\n1 row\n$/);
  const all = await stage.run(['query', 'SELECT id FROM loan_applications ORDER BY id', ...at, '--json']);
  assert.equal(linesOf(all).length, 40);
  const first = await stage.run(['query', 'SELECT id FROM loan_applications', ...at, '--rows', '3']);
  assert.match(first.output, /the first 3 of 40 rows; --rows 40 shows all/);

  const explained = await stage.run(['state', 'explain', ...at]);
  assert.match(explained.output, /cursor +\d{4}-.* every change before this moment is in the warehouse/);
});

test('A state that was shown can be set again, and the next sync goes on from it', async (context) => {
  const { run, sync, write, warehouse } = await cliStage(context);
  const at = ['--warehouse', warehouse];
  await sync(['--max-calls', '3']);
  const shown = await run(['state', ...at]);
  const file = await write('state.json', shown.output);
  await sync();
  const { code, output } = await run(['state', 'set', file, ...at]);
  assert.equal(code, 0);
  assert.match(output, /position\.page +\d+ +the page counter/);
  assert.match(output, /The state before, to put it back:\n\{"version":1,.*"idle"/);
  assert.deepEqual(JSON.parse((await run(['state', 'show', ...at])).output), JSON.parse(shown.output));
  const again = await sync(['--trace']);
  assert.match(again.output, /^ {3}1 {2}A \S+ \S+, B page \d+ /m);
});

test('A trace has a line per call: what went in, what was asked, what came out', async (context) => {
  const { sync } = await cliStage(context);
  const { output } = await sync(['--trace', '--payload', 'settleSeconds=0']);
  const lines = output.split('\n').filter((line) => /^ +\d+ {2}/.test(line));
  assert.equal(lines.length, 4);
  assert.match(lines[0] ?? '', /^ {3}1 {2}\{\} +A 1 B 1 \+10 +\+10 .* A \S+ \S+, B page 4 +true$/);
  assert.match(lines.at(-1) ?? '', /B 2 \+10 +\+10 .* A B \S+ \S+ +false$/);
  for (const line of lines) assert.ok(line.length <= 160, `${line.length} columns`);
});

test('For machines every call is a line of JSON, and so is the end', async (context) => {
  const { sync, write, run, warehouse, api } = await cliStage(context);
  const lines = linesOf(await sync(['--json']));
  const calls = lines.slice(0, -1);
  assert.equal(calls.length, 4);
  for (const call of calls) assert.equal(call.type, 'call');
  assert.deepEqual(calls.map(({ hasMore }) => hasMore), [...calls.slice(1).map(() => true), false]);
  assert.deepEqual(calls.slice(1).map(({ stateIn }) => stateIn), calls.slice(0, -1).map(({ stateOut }) => stateOut));
  assert.partialDeepStrictEqual(lines.at(-1), { type: 'end', end: 'done', calls: calls.length, tables: { loan_applications: { live: 40, deleted: 0 } } });
  const wrong = await write('wrong.json', JSON.stringify({ baseUrl: api.url, apiToken: 'another-token' }));
  const failed = await run(['sync', '--secrets', wrong, '--warehouse', `${warehouse}.other`, '--json']);
  assert.equal(failed.code, 3);
  assert.partialDeepStrictEqual(linesOf(failed).at(-1), { type: 'error', exitCode: 3, kind: 'function', code: 'AUTHENTICATION' });
});

test('After a call that failed the next sync goes on from the last good state', async (context) => {
  let lists = 0;
  const { sync, api } = await cliStage(context, {
    intercept: ({ path }) => (path.includes('applicants') || (lists += 1) !== 4 ? undefined : { status: 404 }),
  });
  const failed = linesOf(await sync(['--json']));
  assert.deepEqual(failed.map(({ type }) => type), ['call', 'call', 'error']);
  assert.equal(api.requests.lists, 4);
  const again = linesOf(await sync(['--json']));
  assert.deepEqual(again[0]?.['stateIn'], failed[1]?.['stateOut']);
  assert.equal(again.at(-1)?.['end'], 'done');
});

test('A reset reads everything again, but drops nothing while the setup test fails', async (context) => {
  const { sync, run, write, api, warehouse } = await cliStage(context);
  await sync();
  const count = async (): Promise<string> => (await run(['query', 'SELECT count(*) AS n FROM loan_applications', '--warehouse', warehouse, '--json'])).output;
  const wrong = await write('wrong.json', JSON.stringify({ baseUrl: api.url, apiToken: 'another-token' }));
  const refused = await run(['sync', '--secrets', wrong, '--warehouse', warehouse, '--reset']);
  assert.equal(refused.code, 3);
  assert.equal(await count(), '{"n":"40"}\n');
  const { code, output, errors } = await sync(['--reset', '--max-calls', '1', '--trace']);
  assert.equal(code, 0);
  assert.match(errors, /Reset: dropped tables .* and the state/);
  assert.match(output, /^ {3}1 {2}\{\} /m);
  assert.equal(await count(), '{"n":"10"}\n');
});

test('One stream is reset with those that fill the same tables, and read from the beginning', async (context) => {
  const { sync } = await cliStage(context);
  await sync();
  const { code, output, errors } = await sync(['--stream', 'deleted_loan_applications', '--reset', '--trace']);
  assert.equal(code, 0);
  assert.match(errors, /this sync reads deleted_loan_applications and loan_applications from the beginning, since they fill the same tables/);
  assert.match(output, /^ {3}1 {2}A B due /m);
  assert.match(output, /│ loan_applications +│ +40 │ +\d+ │ +40 │/);
});

test('Secrets come from the environment too', async (context) => {
  const { run, api, warehouse } = await cliStage(context);
  const variables = { CONNECTOR_SECRET_BASE_URL: api.url, CONNECTOR_SECRET_API_TOKEN: token, HOME: '/' };
  const { code, errors } = await run(['sync', '--warehouse', warehouse], { variables });
  assert.equal(code, 0, errors);
});

test('No command ever prints a secret', async (context) => {
  const { sync, run, secrets, api, warehouse, write } = await cliStage(context, {
    deviates: true,
    // The source tells what it was sent.
    intercept: ({ path }) => (path.includes('applicants') ? { body: JSON.stringify({ data: token }) } : undefined),
  });
  const gone = await write('gone.json', JSON.stringify({ baseUrl: `${api.url}/${token}`, apiToken: token }));
  const wrong = await write('odd.json', JSON.stringify({ baseUrl: 'nowhere', apiToken: token }));
  const ends = [
    await sync(['--trace']),
    await sync(['--json']),
    await run(['check', '--secrets', secrets]),
    await run(['check', '--secrets', gone]),
    await run(['check', '--secrets', wrong]),
    await run(['sync', '--secrets', secrets, '--warehouse', warehouse, '--payload', `start=${token}`]),
    await run(['state', 'explain', '--warehouse', warehouse]),
  ];
  for (const { output, errors } of ends) assert.ok(!`${output}${errors}`.includes(token), `${output}${errors}`);
  assert.ok(ends.some(({ errors }) => errors.includes('[secret]')), 'nothing was struck out, so nothing was tried');
});

test('With --watch one sync follows the other, also after a call that failed, and the file is free between them', async (context) => {
  let lists = 0;
  const { sync, run, warehouse } = await cliStage(context, { intercept: () => ((lists += 1) === 1 ? { status: 404 } : undefined) });
  let press = (): void => undefined;
  const waits: number[] = [];
  let live = '';
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    waits.push(ms);
    if (waits.length < 3) return;
    live = (await run(['query', 'SELECT count(*) FROM loan_applications', '--warehouse', warehouse, '--json'])).output;
    press();
    signal.throwIfAborted();
  };
  const onInterrupt = (pressed: () => void): void => {
    press = pressed;
  };
  const { code, output } = await sync(['--watch', '60', '--json'], { environment: { sleep }, onInterrupt });
  assert.equal(code, 130);
  assert.deepEqual(waits, [60_000, 60_000, 60_000]);
  assert.match(live, /"40"/);
  const ends = linesOf({ code, output, errors: '' }).filter(({ type }) => type !== 'call');
  assert.deepEqual(ends.map(({ type, end }) => end ?? type), ['error', 'done', 'done']);
});

test('Ctrl-C ends a sync once the answer in hand is stored, a second one at once, and one that arrives twice is one', async (context) => {
  const { sync } = await cliStage(context);
  let press = (): void => undefined;
  let lateMs = 0;
  const exits: number[] = [];
  const given = {
    onInterrupt: (pressed: () => void): void => {
      press = pressed;
    },
    environment: { now: () => Date.now() + lateMs },
    exit: (code: number) => exits.push(code),
    onOutput: (text: string): void => {
      // It is printed once it is stored.
      if (!text.includes('"call":2')) return;
      press();
      press();
      assert.deepEqual(exits, []);
      lateMs = 1_000;
      press();
    },
  };
  const { code, output, errors } = await sync(['--json'], given);
  assert.equal(code, 130);
  assert.match(errors, /^Stopping: the answer in hand is still stored/);
  assert.deepEqual(exits, [130]);
  const lines = linesOf({ code, output, errors });
  assert.deepEqual(lines.map(({ type, call, end }) => end ?? call ?? type), [1, 2, 'interrupted']);
});

test('A process that gets SIGINT stores the answer in hand and ends with 130', async (context) => {
  const stage = await cliStage(context, { applications: 200 });
  const child = startProcess([...stage.syncArguments, '--json', '--payload', 'requestsPerSecond=100']);
  const ended = endOf(child);
  assert.ok(child.stdout);
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  const { code, output, errors } = await ended;
  assert.equal(code, 130, errors);
  const lines = linesOf({ code, output, errors });
  assert.equal(lines.at(-1)?.['end'], 'interrupted');
  const again = linesOf(await stage.sync(['--json', '--max-calls', '1']));
  assert.deepEqual(again[0]?.['stateIn'], lines.at(-2)?.['stateOut']);
});

test('Help is there for everything, with examples, exit codes, secrets and settings', async (context) => {
  const { run, warehouse } = await cliStage(context);
  for (const command of [[], ['check'], ['explain'], ['sync'], ['state'], ['tables'], ['query'], ['rules']]) {
    const { code, output } = await run([...command, '--help']);
    assert.equal(code, 0);
    assert.match(output, /Examples:/, command.join());
    if (command[0] !== 'rules') assert.match(output, /130 {2}ended by Ctrl-C/, command.join());
  }
  assert.match((await run(['sync', '--help'])).output, /CONNECTOR_SECRET_API_TOKEN[\s\S]*settleSeconds/);
  const listed = await run(['rules']);
  for (const rule of Object.keys(rules)) assert.ok(listed.output.includes(rule), rule);
  assert.ok(!existsSync(warehouse));
});

function linesOf({ output }: Ended): Line[] {
  return output.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
}

function rowsOf({ platform }: CliStage): [string, number][] {
  return Object.entries(platform.tables()).map(([table, rows]): [string, number] => [table, rows.length]).sort();
}
