import { retryBaseMs, retryCapMs } from './limits.ts';

/** How one attempt ended: with an answer, or with a connection that broke or took too long. */
export type Outcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly retryAfter: string | null;
      readonly dateMs: number | null;
      /** How long the answer asks to wait by headers of the source's own; left out where it does not. */
      readonly limitedForMs?: number | undefined;
    }
  | { readonly kind: 'broken' };

/**
 * Pure: how long to wait before the next try, in milliseconds, or null to stop. `draw` is a random number from
 * 0 to 1, `nowMs` the local clock, `tried` the attempts made so far.
 *
 * Full jitter: anything between nothing and a bound that doubles, so that many clients do not return together.
 * What the source asks for, in `Retry-After` or in headers of its own, is always kept.
 */
export function retryWait(outcome: Outcome, tried: number, attemptsMax: number, draw: number, nowMs: number): number | null {
  if (tried >= attemptsMax || !isPassing(outcome)) return null;
  const asked = outcome.kind === 'answer' ? askedMs(outcome, nowMs) : null;
  const bound = Math.min(retryCapMs, retryBaseMs * 2 ** (tried - 1));
  return asked === null ? draw * bound : asked + draw * retryBaseMs;
}

/** Whether an answer says that the source was asked too often. */
export function isLimited(outcome: Outcome): boolean {
  return outcome.kind === 'answer' && (outcome.status === 429 || outcome.limitedForMs !== undefined);
}

/** Whether trying again may help: RFC 9110's 408, 5xx and a broken connection, RFC 8470's 425, RFC 6585's 429. */
function isPassing(outcome: Outcome): boolean {
  if (outcome.kind === 'broken' || isLimited(outcome)) return true;
  return outcome.status >= 500 || [408, 425].includes(outcome.status);
}

function askedMs(outcome: Extract<Outcome, { kind: 'answer' }>, nowMs: number): number | null {
  const after = retryAfterMs(outcome, nowMs);
  const limited = outcome.limitedForMs;
  return limited === undefined ? after : Math.max(limited, after ?? 0);
}

/** `Retry-After` is seconds or a date (RFC 9110, 10.2.3); a date is measured by the source's own clock. */
function retryAfterMs(outcome: Extract<Outcome, { kind: 'answer' }>, nowMs: number): number | null {
  const text = outcome.retryAfter?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const at = text === '' ? Number.NaN : Date.parse(text);
  return Number.isFinite(at) ? Math.max(0, at - (outcome.dateMs ?? nowMs)) : null;
}
