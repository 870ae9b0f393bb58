import type { Mutant } from '../mutants/alter.ts';
import { countdownCatalogs } from '../simulation/things.ts';
import { judgeScenarios, scenariosOf, type Trial } from './judge.ts';
import type { Law } from './law.ts';

/** Which law kills which wrong core, by id and name. */
export type Matrix = { readonly [mutant: string]: readonly string[] };

/** Stories after which a wrong core that was caught is let go. Most laws that it breaks, it breaks by then. */
const storiesEnough = 60;

/** Shows the same stories to every wrong core, over the kinds of list where its mistake matters. */
export function killMatrix(laws: readonly Law[], mutants: readonly Mutant[], trial: Trial): Matrix {
  const scenarios = scenariosOf(trial);
  return Object.fromEntries(
    mutants.map(({ name, subject, sources }) => {
      const catalogs = sources === undefined ? countdownCatalogs : trial.catalogs.filter(({ source }) => sources.includes(source));
      const verdicts = judgeScenarios(laws, subject, { ...trial, catalogs }, scenarios, storiesEnough);
      return [name, verdicts.flatMap(({ law, broken }) => (broken === null ? [] : [law.id]))];
    }),
  );
}

/** The wrong cores that a law kills. */
export function killedBy(matrix: Matrix, { id }: Pick<Law, 'id'>): readonly string[] {
  return Object.entries(matrix).flatMap(([mutant, ids]) => (ids.includes(id) ? [mutant] : []));
}

/** One line for each wrong core and one column for each law. */
export function printMatrix(matrix: Matrix, laws: readonly Pick<Law, 'id'>[]): string {
  const width = Math.max(...Object.keys(matrix).map((name) => name.length));
  const head = `${' '.repeat(width)}  ${laws.map(({ id }) => id).join(' ')}`;
  const lines = Object.entries(matrix).map(([mutant, ids]) => `${mutant.padEnd(width)}  ${laws.map(({ id }) => (ids.includes(id) ? ' ×' : ' ·')).join(' ')}`);
  return [head, ...lines].join('\n');
}
