import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { explain } from '../spec/laws/explain.ts';
import { fillingLaws } from '../spec/laws/filling.ts';
import { judge } from '../spec/laws/judge.ts';
import { fillingMatrix, judgeFilling, type FillingTrial } from '../spec/laws/judge-filling.ts';
import type { Law } from '../spec/laws/law.ts';
import { laws } from '../spec/laws/laws.ts';
import { killMatrix, printMatrix } from '../spec/laws/matrix.ts';
import { readmeFile, withTables } from '../spec/laws/readme-table.ts';
import { mutantTrial, ourFillingTrial, ourTrial, trialOf, wrongFillingTrial } from '../spec/laws/trials.ts';
import { mutants } from '../spec/mutants/mutants.ts';
import { ours } from '../spec/simulation/ours.ts';
import { rightHandler } from '../spec/simulation/system/wrong-handlers.ts';
import { sourceNamed } from '../src/sources/sources.ts';

const help = `npm run laws                        all laws over the connector, with a simulated source of every kind
npm run laws -- --source NAME        the same over a source in src/sources, from a simulated API that speaks its format
npm run laws -- --law P2,L1          only these laws
npm run laws -- --seed N --runs N    other stories, more of them
npm run laws -- --mutants            which law kills which wrong core or handler; --write brings spec/README.md up to date`;

const options = {
  source: { type: 'string' },
  law: { type: 'string' },
  seed: { type: 'string' },
  runs: { type: 'string' },
  mutants: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const values = asked(() => parseArgs({ options }).values);
if (values.help) console.log(help);
else if (values.mutants) await showMutants();
else await showLaws();

/** What was asked for; where it makes no sense, says so and ends with 2. */
function asked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    process.exit(2);
  }
}

async function showLaws(): Promise<void> {
  const { source } = values;
  const trial = chosen(source === undefined ? ourTrial : trialOf(asked(() => sourceNamed(source))));
  const ids = asked(readIds);
  const isAsked = ({ id }: { readonly id: string }): boolean => ids?.includes(id) ?? true;
  const judged = laws.filter(isAsked);
  const filling = fillingLaws.laws.some(isAsked) && (values.source ?? 'loans') === 'loans' ? chosen(ourFillingTrial) : null;
  const verdicts = judge(judged, ours, trial);
  console.log(`${trial.runs} stories, seed ${trial.seed}, over ${values.source ?? `${trial.catalogs.length} simulated kinds of list`}\n`);
  for (const verdict of verdicts) showVerdict(verdict);
  const broken = verdicts.filter((verdict) => verdict.broken !== null);
  for (const verdict of broken) console.log(`\n${explain(verdict, ours, trial)}`);
  process.exitCode = broken.length === 0 ? 0 : 1;
  if (filling === null) return;
  console.log(`\n${filling.runs} worlds, seed ${filling.seed}, the handler of loans between a simulated source, network, Lambda, S3 and Fivetran\n`);
  for (const verdict of (await judgeFilling(rightHandler, filling)).filter(({ law }) => isAsked(law))) {
    showVerdict(verdict);
    if (verdict.broken === null) continue;
    console.log(`\n${verdict.broken}\n`);
    process.exitCode = 1;
  }
}

function readIds(): readonly string[] | undefined {
  const known = [...laws, ...fillingLaws.laws].map(({ id }) => id);
  const ids = values.law?.split(',');
  const unknown = ids?.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Error(`there is no law '${unknown}': they are ${known.join(' ')}`);
  return ids;
}

function showVerdict({ law, stories, broken }: { readonly law: Pick<Law, 'id' | 'says'>; readonly stories: number; readonly broken: unknown }): void {
  console.log(`${law.id.padEnd(3)} ${(broken === null ? 'holds' : 'BROKEN').padEnd(7)} ${String(stories).padStart(6)} stories  ${law.says}`);
}

async function showMutants(): Promise<void> {
  const trial = chosen(mutantTrial);
  const matrix = killMatrix(laws, mutants, trial);
  console.log(`${mutants.length} wrong cores, ${trial.runs} stories each, seed ${trial.seed}\n`);
  console.log(printMatrix(matrix, laws));
  const alive = Object.keys(matrix).filter((name) => matrix[name]?.length === 0);
  const toothless = laws.filter(({ id }) => !Object.values(matrix).some((ids) => ids.includes(id)));
  console.log(`\n${mutants.length - alive.length} of ${mutants.length} wrong cores are killed${alive.length === 0 ? '' : `; alive: ${alive.join(', ')}`}`);
  console.log(`${laws.length - toothless.length} of ${laws.length} laws kill one${toothless.length === 0 ? '' : `; none: ${toothless.map(({ id }) => id).join(', ')}`}`);
  const filling = await fillingMatrix(chosen(wrongFillingTrial));
  console.log(`\n${Object.keys(filling).length} handlers that fill their calls wrongly\n`);
  console.log(printMatrix(filling, fillingLaws.laws));
  const unharmed = Object.keys(filling).filter((name) => filling[name]?.length === 0);
  if (unharmed.length > 0) console.log(`alive: ${unharmed.join(', ')}`);
  if (values.write) writeFileSync(readmeFile, withTables({ ...matrix, ...filling }));
  process.exitCode = alive.length + toothless.length + unharmed.length === 0 ? 0 : 1;
}

function chosen<T extends FillingTrial>(trial: T): T {
  return asked(() => ({ ...trial, seed: numberOf('--seed', values.seed, trial.seed), runs: numberOf('--runs', values.runs, trial.runs) }));
}

function numberOf(option: string, text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`${option}: '${text ?? ''}' is not a whole number`);
  return number;
}
