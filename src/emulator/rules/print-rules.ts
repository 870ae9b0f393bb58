import { columnTypes } from './column-types.ts';
import { rules } from './rules.ts';

/** The tables of rules and of types for the documentation. Pure. */
export function rulesAsMarkdown(): string {
  const ruleRows = Object.entries(rules).map(([name, { says, evidence, mend }]) => [`\`${name}\``, says, evidence, mend]);
  const typeRows = columnTypes.map(({ holds, values, type, evidence }) => [holds, values.map((value) => `\`${value}\``).join(' '), type, evidence]);
  return [
    markdownTable(['rule', 'says', 'evidence', 'what to do'], ruleRows),
    markdownTable(['a column that has held', 'for example', 'is', 'evidence'], typeRows),
  ].join('\n\n');
}

/** The rules for reading on a terminal. Pure. */
export function rulesInWords(): string {
  return Object.entries(rules)
    .map(([name, { says, evidence, mend }]) => `${name}\n  ${says}\n  evidence  ${evidence}\n  to do     ${mend}`)
    .join('\n\n');
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
