import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { explainOutcome } from '../../contracts/explain-outcome.ts';
import type { Outcome } from '../../contracts/run-check.ts';

const boundary = { name: 'one and the other' };
const check = { holds: 'the one to the contract', toMove: 'The one has to move.' };

test('A broken contract is told as what broke, between whom, how, and who has to move', async (context) => {
  const outcome = await runCheckOn(
    context,
    `import test from 'node:test';
    test('the one keeps a promise', () => {});
    test('the one keeps its word', () => { throw new Error('it said no\\nand meant it'); });`,
  );
  assert.equal(
    explainOutcome(boundary, check, outcome),
    `  ✖ holds the one to the contract: 1 kept, 1 broken

    broken   the one keeps its word
    between  one and the other
    how      it said no
             and meant it

    to move  The one has to move.
`,
  );
});

test('A kept contract is told in one line', async (context) => {
  const outcome = await runCheckOn(context, "import test from 'node:test'; test('the one keeps its word', () => {});");
  assert.equal(explainOutcome(boundary, check, outcome), '  ✔ holds the one to the contract: 1 kept');
});

test('A file without a test, and one that cannot be loaded, keep nothing', async (context) => {
  for (const code of ['', 'this is no code']) {
    const { passed, failures } = await runCheckOn(context, code);
    assert.deepEqual([passed, failures.length], [0, 1]);
  }
});

/** Runs a file of that code as a check, in a process of its own, since node:test runs no tests within a test. */
async function runCheckOn(context: TestContext, code: string): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'contracts-'));
  context.after(() => rm(folder, { recursive: true }));
  const [file, runner] = [join(folder, 'one.test.mjs'), join(folder, 'runner.mjs')];
  await writeFile(file, code);
  await writeFile(
    runner,
    `import { runCheck } from ${JSON.stringify(import.meta.resolve('../../contracts/run-check.ts'))};
    console.log(JSON.stringify(await runCheck({ file: ${JSON.stringify(file)} })));`,
  );
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', runner], { env });
  return JSON.parse(stdout) as Outcome;
}
