import type { Received } from './send.ts';

/** How an API says by headers of its own that it was asked too often, beside status 429 and `Retry-After`. */
export type RateLimit = {
  /** Statuses that mean it where one of the headers says so; 403 at GitHub, where it otherwise means a wrong credential. */
  readonly statuses: readonly number[];
  /** The header that counts the requests left; `0` means that there are none. */
  readonly remaining: string;
  /** The header with the moment at which there are some again, in seconds since 1970. */
  readonly reset: string;
};

/**
 * How long an answer asks to wait, in milliseconds by the source's own clock; undefined where it does not say that the
 * limit was reached. Pure.
 */
export function limitedForMs(received: Received, limit: RateLimit | undefined, nowMs: number): number | undefined {
  if (limit === undefined || received.kind === 'broken') return undefined;
  const { status, headers, retryAfter, dateMs } = received;
  if (status !== 429 && !limit.statuses.includes(status)) return undefined;
  if (headers.get(limit.remaining) !== '0') return retryAfter === null ? undefined : 0;
  const reset = headers.get(limit.reset) ?? '';
  return /^\d{1,12}$/.test(reset) ? Math.max(0, Number(reset) * 1_000 - (dateMs ?? nowMs)) : 0;
}
