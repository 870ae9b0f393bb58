import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { equivalentMutants } from '../spec/mutants/equivalent.ts';

/**
 * `npm run mutation`: changes `src/core` in every small way that Stryker knows, one at a time, and runs the examples
 * of the core against each. Ends with 1 where a change goes unnoticed that is not listed as making no difference, or
 * where a listed one is noticed or gone.
 */
const { status } = spawnSync('stryker', ['run', 'scripts/mutation.json'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

const survivors = await readSurvivors('dist/mutation.json');
const unexplained = survivors.filter((survivor) => !equivalentMutants.some((known) => same(known, survivor)));
const stale = equivalentMutants.filter((known) => !survivors.some((survivor) => same(known, survivor)));
console.log(`\n${survivors.length} changes went unnoticed; ${survivors.length - unexplained.length} are listed as making no difference.`);
for (const { file, line, replacement } of unexplained) console.log(`unexplained  ${file}\n  ${line}\n  > ${replacement}`);
for (const { file, line, replacement } of stale) console.log(`listed, but noticed or gone  ${file}\n  ${line}\n  > ${replacement}`);
process.exitCode = unexplained.length + stale.length > 0 ? 1 : 0;

type Survivor = { readonly file: string; readonly line: string; readonly replacement: string };

/** The part of Stryker's report that is read here. */
type Report = {
  readonly files: {
    readonly [file: string]: {
      readonly source: string;
      readonly mutants: readonly {
        readonly status: string;
        readonly replacement?: string;
        readonly location: { readonly start: { readonly line: number } };
      }[];
    };
  };
};

async function readSurvivors(file: string): Promise<Survivor[]> {
  const report = JSON.parse(await readFile(file, 'utf8')) as Report;
  return Object.entries(report.files).flatMap(([name, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants
      .filter((mutant) => ['Survived', 'NoCoverage'].includes(mutant.status))
      .map(({ replacement = '', location }) => ({ file: name, line: (lines[location.start.line - 1] ?? '').trim(), replacement }));
  });
}

function same(one: Survivor, other: Survivor): boolean {
  return one.file === other.file && one.line === other.line && one.replacement === other.replacement;
}
