import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { explain } from '../spec/laws/explain.ts';
import { judge } from '../spec/laws/judge.ts';
import { fillingMatrix, judgeFilling } from '../spec/laws/judge-filling.ts';
import { laws } from '../spec/laws/laws.ts';
import { killedBy, killMatrix } from '../spec/laws/matrix.ts';
import { mutantTrial, ourFillingTrial, ourTrial, wrongFillingTrial } from '../spec/laws/trials.ts';
import { mutants } from '../spec/mutants/mutants.ts';
import { ours } from '../spec/simulation/ours.ts';
import { rightHandler } from '../spec/simulation/system/wrong-handlers.ts';
import { exploreSmallLists, smallLists } from '../spec/simulation/small-lists.ts';
import { exploreSmallWorlds, smallEditsMax, smallKinds, smallPageSizeMax, smallRowsMax } from '../spec/simulation/small-worlds.ts';

/**
 * `npm run verify`: what an auditor runs. It judges the core and every wrong core anew, goes through all small worlds,
 * runs the whole test suite with its coverage, and says what it did not check. The report goes to the screen and to
 * dist/verify.md; the exit code is 1 where anything failed.
 */
const lines: string[] = [];
const outcome = { failed: false };

say(`# What was verified\n`);
say(`Commit ${git('rev-parse', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ', **with changes that are not committed**'}.\n`);
verifyLaws();
verifyMutants();
await verifyFilling();
verifySmallWorlds();
await verifyTests();
say(`## What was not checked

- Nothing ran inside a Fivetran account or on AWS: the protocol is held to its documentation and to published code.
- The laws and worlds above are drawn from one fixed seed; \`npm run laws:deep\` draws new ones for as long as it is let.
- Small changes to the core that no test notices are searched for by \`npm run mutation\`, and kills at random moments by
  \`npm run test:kill\`; neither was run here.
- An API can break the promises that its source declares in ways that no client can see. What then happens is in
  [spec/countdown.md](../spec/countdown.md).
`);
say(outcome.failed ? '**Something failed: see above.**' : 'All of it held.');
await mkdir('dist', { recursive: true });
await writeFile('dist/verify.md', `${lines.join('\n')}\n`);
console.log('\nThis report is in dist/verify.md.');
process.exitCode = outcome.failed ? 1 : 0;

function verifyLaws(): void {
  say(`## Laws\n\n${laws.length} laws over the core, each on ${ourTrial.runs} stories of every kind of list, seed ${ourTrial.seed}.\n`);
  say('| law | always or never | stories | verdict |\n|---|---|---|---|');
  for (const verdict of judge(laws, ours, ourTrial)) {
    const { law, stories, broken } = verdict;
    say(`| ${law.id} | ${law.says} | ${count(stories)} | ${broken === null ? 'holds' : '**broken**'} |`);
    if (broken === null) continue;
    outcome.failed = true;
    say(`\n${explain(verdict, ours, ourTrial)}\n`);
  }
  say('');
}

function verifyMutants(): void {
  const matrix = killMatrix(laws, mutants, mutantTrial);
  const alive = mutants.filter(({ name }) => matrix[name]?.length === 0);
  const toothless = laws.filter((law) => killedBy(matrix, law).length === 0);
  outcome.failed ||= alive.length + toothless.length > 0;
  say(`## Wrong cores\n\n${mutants.length - alive.length} of ${mutants.length} wrong cores break a law, and ${laws.length - toothless.length} of ${laws.length} laws are broken by one.`);
  for (const { name, mistake } of alive) say(`- **not noticed**: ${name}, ${mistake}`);
  for (const { id } of toothless) say(`- **cannot fail**: ${id}`);
  say('');
}

async function verifyFilling(): Promise<void> {
  const matrix = await fillingMatrix(wrongFillingTrial);
  const alive = Object.keys(matrix).filter((name) => matrix[name]?.length === 0);
  outcome.failed ||= alive.length > 0;
  say(`## Filling a call\n\nThe handler of loans in ${ourFillingTrial.runs} simulated worlds, each filled in every way, seed ${ourFillingTrial.seed}.\n`);
  say('| law | always or never | worlds | verdict |\n|---|---|---|---|');
  for (const { law, stories, broken } of await judgeFilling(rightHandler, ourFillingTrial)) {
    say(`| ${law.id} | ${law.says} | ${count(stories)} | ${broken === null ? 'holds' : '**broken**'} |`);
    outcome.failed ||= broken !== null;
    if (broken !== null) say(`\n${broken}\n`);
  }
  say(`\n${Object.keys(matrix).length - alive.length} of ${Object.keys(matrix).length} handlers that fill their calls wrongly break a law.`);
  for (const name of alive) say(`- **not noticed**: ${name}`);
  say('');
}

function verifySmallWorlds(): void {
  say(
    `## Small worlds\n\nEvery list of up to ${smallRowsMax} rows, pages of up to ${smallPageSizeMax}, every placement of up to ${smallEditsMax} edits, every order of answers and every resize:\n`,
  );
  say('| kind of list | worlds | lost rows |\n|---|---|---|');
  let worlds = 0;
  for (const kind of smallKinds) {
    const explored = exploreSmallWorlds(ours, kind);
    worlds += explored.worlds;
    outcome.failed ||= explored.lost !== null;
    say(`| ${kind.name} | ${count(explored.worlds)} | ${explored.lost === null ? 'none' : explored.lost.join(' → ')} |`);
  }
  for (const list of smallLists) {
    const explored = exploreSmallLists(ours, list);
    worlds += explored.worlds;
    outcome.failed ||= explored.lost !== null;
    say(`| ${list.name} | ${count(explored.worlds)} | ${explored.lost === null ? 'none' : explored.lost.join(' → ')} |`);
  }
  say(`| all | ${count(worlds)} | |\n`);
}

async function verifyTests(): Promise<void> {
  console.log('The whole test suite, which takes a few minutes …');
  const reporters = ['--test-reporter=dot', '--test-reporter-destination=stdout', '--test-reporter=tap', '--test-reporter-destination=dist/tests.tap'];
  const test = ['node', '--import', 'tsx', '--test', ...reporters, 'spec/**/*.test.ts', 'contracts/**/*.test.ts'];
  const { status } = spawnSync('c8', ['--reporter=json-summary', '--reports-dir=dist/coverage', ...test], { stdio: 'inherit' });
  outcome.failed ||= status !== 0;
  const tap = await readFile('dist/tests.tap', 'utf8');
  const counted = (what: string): string => new RegExp(`^# ${what} (\\d+)$`, 'm').exec(tap)?.[1] ?? 'an unknown number';
  const { total } = JSON.parse(await readFile('dist/coverage/coverage-summary.json', 'utf8')) as Coverage;
  say(`\n## Tests\n\n${counted('pass')} tests passed, ${counted('fail')} failed, ${counted('skipped')} were skipped.`);
  say(`Coverage of src/core: ${total.lines.pct} % of lines, ${total.branches.pct} % of branches, ${total.functions.pct} % of functions.\n`);
}

type Coverage = { readonly total: { readonly [kind in 'lines' | 'branches' | 'functions']: { readonly pct: number } } };

function git(...words: string[]): string {
  return spawnSync('git', words, { encoding: 'utf8' }).stdout.trim();
}

function say(text: string): void {
  lines.push(text);
  console.log(text);
}

function count(number: number): string {
  return number.toLocaleString('en');
}
