import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { guessFromSample } from '../../src/cli/init/guess-from-sample.ts';
import { registerSource } from '../../src/cli/init/register-source.ts';
import { runHere } from './cli-stage.ts';

const run = promisify(execFile);

/** A copy of the project that sources can be written into. */
async function projectCopy(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'connector-init-'));
  context.after(() => rm(directory, { recursive: true }));
  for (const part of ['src', 'spec', 'package.json', 'tsconfig.json']) await cp(part, join(directory, part), { recursive: true });
  await symlink(join(process.cwd(), 'node_modules'), join(directory, 'node_modules'));
  return directory;
}

const sample = {
  data: [
    { id: 17, title: "it's private", email: 'person@example.com', updated_at: '2026-01-30T08:00:00Z', price: 12.5, 'odd-name': { at: 3 } },
    { id: 18, title: 'also private', email: 'person@example.com', updated_at: '2026-01-30T08:00:00Z', price: 12.5, 'odd-name': null },
  ],
  page: { total_count: 240, size: 2 },
  next_cursor: 'abc',
};

const numbered = ['--page-number', 'page', '--page-size', 'per_page', '--size-max', '100'];

test('A source written from flags, and one from a sample, have valid types, and tests that pass', async (context) => {
  const directory = await projectCopy(context);
  const file = join(directory, 'sample.json');
  await writeFile(file, JSON.stringify(sample));
  const counted = await runHere([
    ...['init', 'shop-orders', '--directory', directory, '--sample', file, '--path', '/v1/shop-orders', '--strategy', 'countdown'],
    ...['--from', 'updated_from', '--until', 'updated_until', '--bounds', '[]', '--access', 'query', '--query', 'sort=id', '--total', 'page.total_count', ...numbered],
  ]);
  assert.equal(counted.code, 0, counted.errors);
  assert.match(counted.output, /Promise: complete/);
  const linked = await runHere([
    ...['init', 'news', '--directory', directory, '--path', '/news', '--strategy', 'token', '--items', '.', '--key', 'id', '--access', 'basic'],
    ...['--list', 'whole', '--snapshot', '--next', 'link:next', '--size-max', '50'],
  ]);
  assert.equal(linked.code, 0, linked.errors);
  const written = await readFile(join(directory, 'src/sources/shop-orders.ts'), 'utf8');
  assert.doesNotMatch(written, /it's private|also private|person@/);
  assert.match(await readFile(join(directory, 'src/sources/every-source.ts'), 'utf8'), /'shop-orders': shopOrders, news \}/);

  // Of the copy only what was written: the rest is checked where it is.
  await writeFile(join(directory, 'tsconfig.json'), JSON.stringify({ extends: './tsconfig.all.json', include: ['spec/sources/shop-orders.test.ts', 'spec/sources/news.test.ts', 'src/**/*.d.ts'] }));
  await cp('tsconfig.json', join(directory, 'tsconfig.all.json'));
  const tests = ['shop-orders', 'news'].map((name) => `spec/sources/${name}.test.ts`);
  await run(process.execPath, ['--import', 'tsx', '--test', ...tests], { cwd: directory, env: { ...process.env, NODE_TEST_CONTEXT: undefined } });
  await run(join(directory, 'node_modules/.bin/tsc'), ['-p', '.'], { cwd: directory });
  await cp('eslint.config.js', join(directory, 'eslint.config.js'));
  await run(join(directory, 'node_modules/.bin/eslint'), ['src/sources/shop-orders.ts', 'src/sources/news.ts', ...tests], { cwd: directory });
});

test('Every strategy can be written, and nothing that is there is written over', async (context) => {
  const directory = await projectCopy(context);
  const common = ['--directory', directory, '--path', '/things', '--items', 'data', '--key', 'id', '--access', 'none', '--size-max', '100'];
  const window = ['--from', 'since', '--format', 'iso', '--stamp', 'changed.at'];
  const described: readonly (readonly string[])[] = [
    ['walked', '--strategy', 'walked', ...window, '--page-number', 'page'],
    ['keyset', '--strategy', 'keyset', ...window, '--key-parameter', 'after'],
    ['token', '--strategy', 'token', '--list', 'appended', '--next', 'next', '--token-parameter', 'token', '--token-ends', 'sameAtEnd'],
    ['plain', '--strategy', 'plain', '--list', 'whole', '--page-offset', 'skip', '--accept-loss'],
  ];
  for (const flags of described) {
    const { code, errors } = await runHere(['init', ...flags, ...common]);
    assert.equal(code, 0, errors);
  }
  const again = await runHere(['init', ...(described[0] ?? []), ...common]);
  assert.equal(again.code, 2);
  assert.match(again.errors, /walked.ts is there already/);
});

test('What nobody said is named, with its flag; so is a loss that nobody accepted, and a mistake that the source itself finds', async (context) => {
  const directory = await projectCopy(context);
  const at = ['init', 'things', '--directory', directory];
  const missing = await runHere(at);
  assert.equal(missing.code, 2);
  assert.match(missing.errors, /--path is missing/);
  const whole = [...at, '--path', '/things', '--items', '.', '--key', 'id', '--list', 'whole'];
  const lossy = await runHere([...whole, '--strategy', 'plain', ...numbered]);
  assert.equal(lossy.code, 2);
  assert.match(lossy.errors, /can lose rows[\s\S]*--accept-loss/);
  const wrong = await runHere([...whole, '--strategy', 'keyset', '--key-parameter', 'limit', '--page-size', 'limit', '--size-max', '100']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.errors, /'limit' is used for two/);
  await assert.rejects(readFile(join(directory, 'src/sources/things.ts')), { code: 'ENOENT' });
  assert.equal((await runHere(['init', 'Things'])).code, 2);
});

test('A sample tells where things stand, and none of its values but key and time are kept', () => {
  assert.deepEqual(guessFromSample(sample), {
    items: ['data'],
    key: 'id',
    stamp: ['updated_at'],
    format: 'iso seconds',
    total: ['page', 'total_count'],
    next: ['next_cursor'],
    example: { id: 17, title: 'a title', email: 'a email', updated_at: '2026-01-30T08:00:00Z', price: 1.5, 'odd-name': { at: 1 } },
  });
  assert.partialDeepStrictEqual(guessFromSample([{ _id: 'a', modified: 1_769_846_400_000 }]), { items: [], key: '_id', format: 'epoch milliseconds' });
  assert.throws(() => guessFromSample({ data: [] }), /no list with an item/);
});

test('A registry of another form is left to its owner', () => {
  assert.throws(() => registerSource('export const other = [];', 'things'), /by hand, as things/);
});
