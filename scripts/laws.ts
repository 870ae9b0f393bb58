import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { explain } from '../spec/laws/explain.ts';
import { judge, type Trial } from '../spec/laws/judge.ts';
import { laws } from '../spec/laws/laws.ts';
import { killMatrix, printMatrix } from '../spec/laws/matrix.ts';
import { readmeFile, withTables } from '../spec/laws/readme-table.ts';
import { mutantTrial, ourTrial, trialOf } from '../spec/laws/trials.ts';
import { mutants } from '../spec/mutants/mutants.ts';
import { ours } from '../spec/simulation/ours.ts';
import { sourceNamed } from '../src/sources/sources.ts';

const help = `npm run laws                        all laws over the connector, with a simulated source of every kind
npm run laws -- --source NAME        the same over a source in src/sources, from a simulated API that speaks its format
npm run laws -- --law P2,L1          only these laws
npm run laws -- --seed N --runs N    other stories, more of them
npm run laws -- --mutants            which law kills which wrong core; --write brings spec/README.md up to date`;

const { values } = parseArgs({
  options: {
    source: { type: 'string' },
    law: { type: 'string' },
    seed: { type: 'string' },
    runs: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(help);
else if (values.mutants) showMutants();
else showLaws();

function showLaws(): void {
  const trial = chosen(values.source === undefined ? ourTrial : trialOf(sourceNamed(values.source)));
  const ids = values.law?.split(',');
  const asked = laws.filter(({ id }) => ids?.includes(id) ?? true);
  if (asked.length === 0) throw new Error(`there is no law ${values.law ?? ''}: they are ${laws.map(({ id }) => id).join(' ')}`);
  const verdicts = judge(asked, ours, trial);
  console.log(`${trial.runs} stories, seed ${trial.seed}, over ${values.source ?? `${trial.catalogs.length} simulated kinds of list`}\n`);
  for (const { law, stories, broken } of verdicts) {
    console.log(`${law.id.padEnd(3)} ${(broken === null ? 'holds' : 'BROKEN').padEnd(7)} ${String(stories).padStart(6)} stories  ${law.says}`);
  }
  const broken = verdicts.filter((verdict) => verdict.broken !== null);
  for (const verdict of broken) console.log(`\n${explain(verdict, ours, trial)}`);
  process.exitCode = broken.length === 0 ? 0 : 1;
}

function showMutants(): void {
  const trial = chosen(mutantTrial);
  const matrix = killMatrix(laws, mutants, trial);
  console.log(`${mutants.length} wrong cores, ${trial.runs} stories each, seed ${trial.seed}\n`);
  console.log(printMatrix(matrix, laws));
  const alive = Object.keys(matrix).filter((name) => matrix[name]?.length === 0);
  const toothless = laws.filter(({ id }) => !Object.values(matrix).some((ids) => ids.includes(id)));
  console.log(`\n${mutants.length - alive.length} of ${mutants.length} wrong cores are killed${alive.length === 0 ? '' : `; alive: ${alive.join(', ')}`}`);
  console.log(`${laws.length - toothless.length} of ${laws.length} laws kill one${toothless.length === 0 ? '' : `; none: ${toothless.map(({ id }) => id).join(', ')}`}`);
  if (values.write) writeFileSync(readmeFile, withTables(matrix));
  process.exitCode = alive.length + toothless.length === 0 ? 0 : 1;
}

function chosen(trial: Trial): Trial {
  return { ...trial, seed: numberOf(values.seed, trial.seed), runs: numberOf(values.runs, trial.runs) };
}

function numberOf(text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`'${text ?? ''}' is not a whole number`);
  return number;
}
