import { glob } from 'node:fs/promises';
import pLimit from 'p-limit';
import { boundaries } from '../contracts/boundaries.ts';
import { explainOutcome } from '../contracts/explain-outcome.ts';
import { runCheck } from '../contracts/run-check.ts';

const help = `npm run contracts             holds both sides of every boundary to its contract
npm run contracts -- --write  writes the generated files again, and names those that changed

Exit code 1 where a side broke a contract: what broke, how, and who has to move is printed.`;

/** Most of the time a check waits for a process of its own. */
const checksAtOnce = 2;

const words = process.argv.slice(2);
if (words.some((word) => word !== '--write')) {
  console.log(help);
  process.exitCode = words.includes('--help') ? 0 : 2;
} else if (words.includes('--write')) {
  await write();
} else {
  process.exitCode = (await check()) ? 0 : 1;
}

async function write(): Promise<void> {
  for (const { name, write: writeFiles } of boundaries) {
    const written = await writeFiles();
    console.log(`${name}: ${written.length === 0 ? 'every generated file is as it was' : `written\n${written.map((path) => `  ${path}`).join('\n')}`}`);
  }
}

/** Resolves with whether everything held. */
async function check(): Promise<boolean> {
  const strays = await testsWithoutCheck();
  for (const file of strays) console.log(`${file} is a test that no boundary names: add it to one in contracts/boundaries.ts.`);
  let holds = strays.length === 0;
  const limit = pLimit(checksAtOnce);
  for (const boundary of boundaries) {
    console.log(`\n${boundary.name} (consumer: ${boundary.consumer}; provider: ${boundary.provider})`);
    const running = boundary.checks.map((check) => ({ check, outcome: limit(() => runCheck(check)) }));
    for (const { check, outcome } of running) {
      const came = await outcome;
      holds &&= came.failures.length === 0;
      console.log(explainOutcome(boundary, check, came));
    }
  }
  console.log(holds ? '\nEvery contract is kept.' : '\nA contract is broken: see above.');
  return holds;
}

async function testsWithoutCheck(): Promise<readonly string[]> {
  const named = boundaries.flatMap(({ checks }) => checks.map(({ file }) => file));
  const files: string[] = [];
  for await (const file of glob('contracts/**/*.test.ts')) if (!named.includes(file)) files.push(file);
  return files;
}
