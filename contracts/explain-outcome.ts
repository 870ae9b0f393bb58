import type { Boundary, Check } from './boundary.ts';
import type { Outcome } from './run-check.ts';

/** What a check came to, in words: what broke, between whom, how, and who has to move. Pure. */
export function explainOutcome({ name }: Pick<Boundary, 'name'>, { holds, toMove }: Omit<Check, 'file'>, { passed, failures }: Outcome): string {
  if (failures.length === 0) return `  ✔ holds ${holds}: ${passed} kept`;
  return [
    `  ✖ holds ${holds}: ${passed} kept, ${failures.length} broken`,
    ...failures.map(({ test, why }) => `\n    broken   ${test}\n    between  ${name}\n    how      ${why.replaceAll('\n', '\n             ')}`),
    `\n    to move  ${toMove}\n`,
  ].join('\n');
}
