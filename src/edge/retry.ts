import { retryBaseMs, retryCapMs } from './limits.ts';

/** How one attempt ended: with an answer, or with a connection that broke or took too long. */
export type Outcome =
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter: string | null; readonly dateMs: number | null }
  | { readonly kind: 'broken' };

/**
 * Pure: how long to wait before the next try, in milliseconds, or null to stop. `draw` is a random number from
 * 0 to 1, `nowMs` the local clock, `tried` the attempts made so far.
 *
 * Full jitter: anything between nothing and a bound that doubles, so that many clients do not return together.
 * What the source asks for in `Retry-After` is always kept.
 */
export function retryWait(outcome: Outcome, tried: number, attemptsMax: number, draw: number, nowMs: number): number | null {
  if (tried >= attemptsMax || !isPassing(outcome)) return null;
  const asked = outcome.kind === 'answer' ? retryAfterMs(outcome, nowMs) : null;
  const bound = Math.min(retryCapMs, retryBaseMs * 2 ** (tried - 1));
  return asked === null ? draw * bound : asked + draw * retryBaseMs;
}

/** Whether trying again may help: RFC 9110's 408, 5xx and a broken connection, RFC 8470's 425, RFC 6585's 429. */
function isPassing(outcome: Outcome): boolean {
  if (outcome.kind === 'broken') return true;
  return outcome.status >= 500 || [408, 425, 429].includes(outcome.status);
}

/** `Retry-After` is seconds or a date (RFC 9110, 10.2.3); a date is measured by the source's own clock. */
function retryAfterMs(outcome: Extract<Outcome, { kind: 'answer' }>, nowMs: number): number | null {
  const text = outcome.retryAfter?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const at = text === '' ? Number.NaN : Date.parse(text);
  return Number.isFinite(at) ? Math.max(0, at - (outcome.dateMs ?? nowMs)) : null;
}
