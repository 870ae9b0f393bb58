import { printEdits, type Edit } from './edit.ts';

/** What becomes of one request, and what happens in the source when it arrives there. */
export type Turn = {
  /** Each way, in milliseconds. */
  readonly delayMs: number;
  /** Committed as the request arrives, before it is executed. */
  readonly edits: readonly Edit[];
  /** From reading to the `Date` header, in hundredths of a fifth of the settling time. */
  readonly answering: number;
  readonly fate: Fate;
};

export type Fate =
  | { readonly kind: 'answered' }
  /** The connection breaks before the source has the request. */
  | { readonly kind: 'lost on the way there' }
  /** The source executes it, and the connection breaks. */
  | { readonly kind: 'lost on the way back' }
  | { readonly kind: 'never answered' }
  /** The body takes so long. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Executed again after the edits; one of the two answers comes back. */
  | { readonly kind: 'executed twice'; readonly answered: 'first' | 'second' }
  /** The body stops short; a connection that just closes cannot be told from a short body. */
  | { readonly kind: 'cut off'; readonly how: 'broken' | 'closed'; readonly hundredths: number }
  | { readonly kind: 'refused'; readonly status: number; readonly retryAfter: RetryAfter | null; readonly body: RefusalBody };

/** A server that is careless enough repeats the token it was sent; in a long text that is cut off, it stands at the cut. */
export type RefusalBody = 'problem' | 'long problem' | 'page';

/** Seconds to wait, in one of the two forms of RFC 9110. */
export type RetryAfter = { readonly form: 'seconds' | 'date'; readonly seconds: number };

/** What happens to a request that nothing was drawn for. */
export const calmTurn: Turn = { delayMs: 5, edits: [], answering: 0, fate: { kind: 'answered' } };

export function printTurn({ delayMs, edits, fate }: Turn): string {
  const parts = [
    ...(edits.length === 0 ? [] : [`somebody edits (${printEdits(edits)})`]),
    ...(fate.kind === 'answered' ? [] : [printFate(fate)]),
    ...(delayMs === calmTurn.delayMs ? [] : [`${delayMs} ms each way`]),
  ];
  return parts.length === 0 ? 'calm' : parts.join(', ');
}

export function printFate(fate: Fate): string {
  switch (fate.kind) {
    case 'answered':
    case 'lost on the way there':
    case 'lost on the way back':
    case 'never answered':
      return fate.kind;
    case 'slow':
      return `its body takes ${fate.ms} ms`;
    case 'executed twice':
      return `executed twice, the ${fate.answered} answer comes back`;
    case 'cut off':
      return `cut off after ${fate.hundredths} hundredths, the connection ${fate.how}`;
    case 'refused': {
      const { status, retryAfter, body } = fate;
      return `status ${status} with a ${body}${retryAfter === null ? '' : `, retry after ${retryAfter.seconds} s as ${retryAfter.form}`}`;
    }
  }
}
