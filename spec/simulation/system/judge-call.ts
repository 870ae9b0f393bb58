import { countRows } from '../../../src/protocol/answer.ts';
import type { CallEnded } from './history.ts';

/** What is wrong with a call by itself, whatever is in the warehouse. */
export type Misconduct = { readonly law: string; readonly says: string };

/**
 * Judges how a call ended. `token` is the secret of the connection; `cutOff` says whether a body was cut off without a
 * sign, the one fault of the network that looks like an answer of another shape.
 */
export function judgeCall({ end, shown, leftOver }: CallEnded, token: string, cutOff: boolean): Misconduct | null {
  const teller = shown.find((text) => text.includes(token.slice(0, partOfSecret)));
  if (teller !== undefined) return { law: laws.secret, says: `it shows in ${teller.slice(0, 200)}` };
  if (leftOver.length > 0) return { law: laws.leftOver, says: leftOver.join('; ') };
  switch (end.kind) {
    case 'answer': {
      const isEmpty = countRows(end.answer) === 0;
      return isEmpty && end.answer.hasMore ? { law: laws.empty, says: 'the answer has no row and says hasMore: true' } : null;
    }
    case 'broken rule':
      return { law: laws.rule, says: end.message };
    case 'died':
      return end.timedOut ? { law: laws.time, says: end.why } : null;
    case 'error':
      if (end.type === 'SOURCE' || (end.type === 'CONTRACT' && cutOff)) return null;
      return { law: laws.error, says: `${end.type}: ${end.message}` };
  }
}

/** So many characters of a secret already show too much of it. */
const partOfSecret = 9;

const laws = {
  secret: 'No log line, error, answer or state ever shows a secret.',
  leftOver: 'Nothing ever outlives a call.',
  empty: 'An empty answer never says hasMore: true.',
  rule: "An answer always keeps every rule of Fivetran's stand-in.",
  time: 'A call always ends within the time it has.',
  error: 'Where only the network fails, a call that fails always says SOURCE.',
} as const;
