import assert from 'node:assert/strict';
import { chmod, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { openWarehouse } from '../../src/emulator/warehouse/warehouse.ts';
import { cliStage, endOf, startProcess, token, type CliStage, type Given } from './cli-stage.ts';

/** Each thing that a user may get wrong, the exit code, and the words that say so and what to do. */
type Mistake = {
  readonly what: string;
  readonly args: (stage: CliStage) => readonly string[] | Promise<readonly string[]>;
  readonly variables?: Given['variables'];
  readonly code: 2 | 5;
  readonly says: RegExp;
};

const secretsFile = (text: string, mode?: number) => async (stage: CliStage) => ['check', '--secrets', await stage.write('s.json', text, mode)];
const stateFile = (text: string) => async (stage: CliStage) => ['state', 'set', await stage.write('state.json', text), '--warehouse', stage.warehouse];
const withQuery = (sql: string) => async (stage: CliStage) => {
  await createWarehouse(stage, 'loans');
  return ['query', sql, '--warehouse', stage.warehouse];
};
const withSync = (...more: string[]) => (stage: CliStage) => [...stage.syncArguments, ...more];

const mistakes: readonly Mistake[] = [
  { what: 'no command', args: () => [], code: 2, says: /^Usage: connector <command>/ },
  { what: 'an unknown command', args: () => ['synk'], code: 2, says: /unknown command 'synk'\n\(Did you mean sync\?\)/ },
  { what: 'an unknown command of state', args: () => ['state', 'sett'], code: 2, says: /no command 'sett'\. \(Did you mean set\?\)/ },
  { what: 'an unknown option', args: () => ['sync', '--warehose', 'x'], code: 2, says: /\(Did you mean --warehouse\?\)/ },
  { what: 'an unknown source', args: () => ['check', '--source', 'lons'], code: 2, says: /one of the sources loans, github-issues, but 'lons' was named/ },
  {
    what: 'an unknown stream to reset',
    args: withSync('--reset', '--stream', 'loan_aplications'),
    code: 2,
    says: /no stream of loans\. \(Did you mean loan_applications\?\) There are: deleted_loan_applications, loan_applications/,
  },
  { what: 'an unknown stream to sync', args: withSync('--payload', 'streams=loan_aplications'), code: 2, says: /\(Did you mean loan_applications\?\)/ },
  { what: 'a stream without --reset', args: withSync('--stream', 'loan_applications'), code: 2, says: /needs --reset.*--payload streams=loan_applications/ },
  {
    what: 'a stream to reset without one that fills the same tables',
    args: withSync('--reset', '--stream', 'loan_applications', '--payload', 'streams=loan_applications'),
    code: 2,
    says: /deleted_loan_applications fills.*their rows would not come back/,
  },
  { what: 'a payload without =', args: withSync('--payload', 'pageSize'), code: 2, says: /needs key=value.*'pageSize' has no '='/ },
  { what: 'a payload without a key', args: withSync('--payload', '=3'), code: 2, says: /'=3' has no key/ },
  { what: 'a payload with an unknown key', args: withSync('--payload', 'pagesize=3'), code: 2, says: /no setting\. \(Did you mean pageSize\?\)/ },
  { what: 'a payload that was given twice', args: withSync('--payload', 'pageSize=3'), code: 2, says: /pageSize was given twice/ },
  { what: 'a setting that the function refuses', args: withSync('--payload', 'attempts=many'), code: 2, says: /SETTINGS : customPayload\.attempts: / },
  { what: 'a secret among the arguments', args: withSync('--payload', `apiToken=${token}`), code: 2, says: /apiToken is a secret: everybody on this machine/ },
  { what: 'no calls', args: withSync('--max-calls', '0'), code: 2, says: /'0' is invalid\. It is no whole number/ },
  { what: 'a wait that is none', args: withSync('--watch', 'often'), code: 2, says: /'often' is invalid\. It is no number of seconds/ },
  { what: 'a trace for machines', args: withSync('--trace', '--json'), code: 2, says: /'--trace' cannot be used with option '--json'/ },

  { what: 'no secrets', args: () => ['check'], code: 2, says: /missing: baseUrl, apiToken\. .*--secrets FILE[\s\S]*CONNECTOR_SECRET_BASE_URL, CONNECTOR_SECRET_API_TOKEN/ },
  {
    what: 'a misspelt variable',
    args: () => ['check'],
    variables: { CONNECTOR_SECRET_BASEURL: 'http://127.0.0.1' },
    code: 2,
    says: /CONNECTOR_SECRET_BASEURL is no secret.*Did you mean CONNECTOR_SECRET_BASE_URL\?/,
  },
  { what: 'a secrets file that is not there', args: () => ['check', '--secrets', '/nowhere.json'], code: 2, says: /\/nowhere\.json can't be read \(ENOENT: there is no such file\)/ },
  { what: 'a secrets file that is a directory', args: () => ['check', '--secrets', '/tmp'], code: 2, says: /\/tmp .*directory|\/tmp can't be read/ },
  { what: 'a secrets file that others can read', args: secretsFile('{}', 0o640), code: 2, says: /other users \(mode 640\)[\s\S]*chmod 600/ },
  { what: 'a secrets file that is not JSON', args: secretsFile(`{"apiToken": "${token}"`), code: 2, says: /is not JSON: it should hold an object of texts/ },
  { what: 'a secrets file that holds a list', args: secretsFile(`["${token}"]`), code: 2, says: /is JSON, but no object/ },
  { what: 'a secret that is a number', args: secretsFile(`{"baseUrl": 80, "apiToken": "${token}"}`), code: 2, says: /'baseUrl', which is not a text: write it in double quotes/ },
  { what: 'secrets of which one is missing', args: secretsFile(`{"apiToken": "${token}"}`), code: 2, says: /SETTINGS : secrets\.baseUrl: .*it is missing/ },

  { what: 'a warehouse that is not there', args: ({ warehouse }) => ['tables', '--warehouse', warehouse], code: 2, says: /there is no warehouse .* yet: run sync first/ },
  {
    what: 'a warehouse that is not a database',
    args: async (stage) => withSync('--warehouse', await stage.write('notes.txt', 'These are notes, and not a database.'))(stage),
    code: 5,
    says: /notes\.txt is not a DuckDB database/,
  },
  { what: 'a warehouse in no directory', args: withSync('--warehouse', '/nowhere/w.duckdb'), code: 5, says: /no directory \/nowhere/ },
  {
    what: 'a warehouse that is read-only',
    args: async (stage) => {
      await createWarehouse(stage, 'loans');
      await chmod(stage.warehouse, 0o400);
      return stage.syncArguments;
    },
    code: 5,
    says: /read-only: make .* writable/,
  },
  {
    what: 'a warehouse that another source wrote',
    args: async (stage) => {
      await createWarehouse(stage, 'orders');
      return stage.syncArguments;
    },
    code: 5,
    says: /holds the rows of source "orders", not of source "loans": name another file/,
  },

  { what: 'a state file that is not there', args: ({ warehouse }) => ['state', 'set', '/nowhere.json', '--warehouse', warehouse], code: 2, says: /\/nowhere\.json can't be read \(ENOENT/ },
  { what: 'a state file that is not JSON', args: stateFile('{"version": 1'), code: 2, says: /state\.json is not JSON/ },
  { what: 'a state file of another version', args: stateFile('{"version": 2, "streams": {}}'), code: 2, says: /state\.version: expected 1, but it is 2/ },
  { what: 'a state file with an unknown field', args: stateFile('{"version": 1, "streams": {}, "page": 3}'), code: 2, says: /state\.page: expected one of the fields/ },
  {
    what: 'a state file with an unknown stream',
    args: stateFile('{"version": 1, "streams": {"loan_aplications": {"phase": "idle", "cursor": null}}}'),
    code: 2,
    says: /no stream of loans\. \(Did you mean loan_applications\?\)/,
  },
  { what: 'SQL that is none', args: withQuery('SELEC'), code: 2, says: /syntax error at or near "SELEC"\n+LINE 1:/ },
  { what: 'SQL that changes something', args: withQuery('DELETE FROM _connector.state'), code: 2, says: /query only reads/ },
];

for (const { what, args, variables = {}, code, says } of mistakes) {
  test(`${what} is answered with what is wrong and what to do`, async (context) => {
    const stage = await cliStage(context, { applications: 4 });
    const given = await args(stage);
    const ended = await stage.run(given, { variables });
    assert.match(ended.errors, says);
    assert.equal(ended.code, code);
    assert.ok(!/^ +at /m.test(ended.errors), 'a stack was printed');
    assert.ok(!`${ended.output}${ended.errors}`.includes(token), 'a secret was printed');
  });
}

async function createWarehouse({ warehouse: file }: CliStage, source: string): Promise<void> {
  const warehouse = await openWarehouse(file, { source, now: () => new Date() });
  await warehouse.close();
}

test('A file that is no warehouse, and a state that is replaced by none, stay as they were', async (context) => {
  const { run, sync, write, warehouse, syncArguments } = await cliStage(context, { applications: 4 });
  const notes = await write('notes.txt', 'These are notes, and not a database.');
  await run([...syncArguments, '--warehouse', notes]);
  assert.equal(await readFile(notes, 'utf8'), 'These are notes, and not a database.');
  await sync();
  const before = await run(['state', '--warehouse', warehouse]);
  await run(['state', 'set', await write('state.json', '{"version": 2, "streams": {}}'), '--warehouse', warehouse]);
  assert.deepEqual(await run(['state', '--warehouse', warehouse]), before);
});

test('A process says what is wrong in words, without a stack, and ends with the code for it', async () => {
  const { code, output, errors } = await endOf(startProcess(['synk']));
  assert.deepEqual({ code, output }, { code: 2, output: '' });
  assert.match(errors, /^error: unknown command 'synk'\n\(Did you mean sync\?\)\n\(add --help to see what there is\)\n$/);
});

test('A second process on the same file is told who has it, and the first one is not disturbed', async (context) => {
  const { syncArguments, warehouse, run } = await cliStage(context, { applications: 4 });
  const first = await openWarehouse(warehouse, { source: 'loans', now: () => new Date() });
  try {
    const { code, errors } = await endOf(startProcess(syncArguments));
    assert.equal(code, 5);
    assert.match(errors, new RegExp(`is open in process ${process.pid}: close it there, or wait until it ends`));
    assert.deepEqual(await first.tables(), []);
  } finally {
    await first.close();
  }
  assert.equal((await run(syncArguments)).code, 0);
});

test('A disk that is full stores nothing by halves, and the next sync goes on', async (context) => {
  const { syncArguments, sync, run, warehouse } = await cliStage(context, { applications: 120 });
  // A limit on the size of files is what a full disk looks like, in units of 512 bytes; enough for the empty warehouse.
  const full = await endOf(startProcess([...syncArguments, '--json'], "trap '' XFSZ; ulimit -f 128; exec \"$@\""));
  assert.equal(full.code, 5, full.errors);
  const stored = full.output.trim().split('\n').map((line) => JSON.parse(line) as { readonly type: string; readonly code?: string; readonly stateOut?: unknown });
  assert.partialDeepStrictEqual(stored.at(-1), { type: 'error', code: 'disk_full' });
  assert.ok(stored.length > 1, 'nothing was stored before the disk was full');
  const again = (await sync(['--json'])).output.trim().split('\n').map((line) => JSON.parse(line) as { readonly stateIn?: unknown; readonly end?: string });
  assert.deepEqual(again[0]?.stateIn, stored.at(-2)?.stateOut ?? {});
  assert.equal(again.at(-1)?.end, 'done');
  const { output } = await run(['query', 'SELECT count(*) AS n FROM loan_applications WHERE NOT _fivetran_deleted', '--warehouse', warehouse, '--json']);
  assert.equal(output, '{"n":"120"}\n');
});
