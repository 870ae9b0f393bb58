import { connector } from '../../src/core/connector.ts';
import { printAnswer } from '../../src/protocol/answer.ts';
import type { Subject } from './subject.ts';

/** Our implementation, as the laws judge it. */
export const ours: Subject = (catalog, options) => {
  const rules = connector(catalog, options);
  return { ...rules, answer: (response) => printAnswer(response, rules.print) };
};
