import { readFileSync } from 'node:fs';
import { fillingLaws } from './filling.ts';
import type { Family, Law } from './law.ts';
import { families } from './laws.ts';
import { killedBy, type Matrix } from './matrix.ts';

export const readmeFile = new URL('../README.md', import.meta.url);

/** A law as its row in spec/README.md has it. */
export type ReadmeRow = { readonly says: string; readonly why: string; readonly rests: string; readonly file: string; readonly kills: readonly string[] };

/** A family as the README has it, whatever its laws judge. */
type ReadmeFamily = Omit<Family, 'laws'> & { readonly laws: readonly Omit<Law, 'holds'>[] };

/** Every family of the README, in its order. */
export const readmeFamilies: readonly ReadmeFamily[] = [...families, fillingLaws];

const begin = '<!-- laws -->';
const end = '<!-- /laws -->';

/** The rows of the README's tables by the id of their law. */
export function readmeRows(): ReadonlyMap<string, ReadmeRow> {
  const { table } = readReadme();
  const rows = table.split('\n').filter((line) => /^\| [A-Z]\d+ \|/.test(line));
  return new Map(
    rows.map((line) => {
      const [id = '', says = '', why = '', rests = '', file = '', kills = ''] = line.slice(2, -2).split(' | ');
      return [id, { says, why, rests, file, kills: kills === '' ? [] : kills.split(', ') }];
    }),
  );
}

/** The README with its tables written anew, from every wrong core and every wrong handler. */
export function withTables(matrix: Matrix): string {
  const { before, after } = readReadme();
  return `${before}${begin}\n${printTables(matrix)}\n${end}${after}`;
}

function readReadme(): { before: string; table: string; after: string } {
  const text = readFileSync(readmeFile, 'utf8');
  const [before, rest] = text.split(begin);
  const [table, after] = rest?.split(end) ?? [];
  if (before === undefined || table === undefined || after === undefined) throw new Error(`spec/README.md has no ${begin} … ${end}`);
  return { before, table, after };
}

function printTables(matrix: Matrix): string {
  return readmeFamilies
    .map(({ letter, about, file, laws }) => {
      const rows = laws.map((law) => `| ${[law.id, law.says, law.why, law.rests, `[${file}](laws/${file})`, killedBy(matrix, law).join(', ')].join(' | ')} |`);
      return [`### ${letter}: ${about}`, '', '| law | says | why it matters | rests on | proved in | kills |', '| --- | --- | --- | --- | --- | --- |', ...rows, ''].join('\n');
    })
    .join('\n');
}
