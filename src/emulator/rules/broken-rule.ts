import { rules, type RuleName } from './rules.ts';

/** An answer that breaks a rule of the protocol. The message says the rule, what was seen, how it is known and what to do. */
export class BrokenRule extends Error {
  readonly rule: RuleName;
  /** What in the answer breaks it; names and counts, never a row's values beyond its key. */
  readonly seen: string;

  constructor(rule: RuleName, seen: string) {
    const { says, evidence, mend } = rules[rule];
    super(`${rule}: ${says}\n  seen      ${seen}\n  evidence  ${evidence}\n  to do     ${mend}`);
    this.name = 'BrokenRule';
    this.rule = rule;
    this.seen = seen;
  }
}
