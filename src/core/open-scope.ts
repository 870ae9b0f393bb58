import type { Stream } from './catalog.ts';
import type { Context } from './context.ts';
import { timeOf } from './cursor.ts';
import type { Instant } from './instant.ts';
import type { Idle } from './state.ts';
import { openWindow, proposedEnd, reachBack, type Window } from './window.ts';

/** What a stream reads next: a window, or without one its list. */
export type Scope = { readonly window: Window | null; readonly readsAll?: true };

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * C5, C6, C8: both ends are frozen before the first page is asked for; the window begins where the last one ended, at the
 * beginning where everything is read again, and ends no later than `endMax`. Null when there is nothing to do.
 */
export function openScope(
  { options: { start, settleMs } }: Context,
  { window: parameters, readAllEveryDays }: Stream,
  { cursor, allReadAt }: Omit<Idle, 'phase'>,
  endMax: number,
  now: Instant,
): Scope | null {
  if (parameters === undefined) return { window: null };
  const proposed = proposedEnd(now, settleMs, parameters);
  if (endMax === Number.NEGATIVE_INFINITY) return null;
  const end = Math.min(endMax, proposed) as Instant;
  const complete = timeOf(cursor);
  const changed = openWindow(complete ?? start, end);
  if (changed === null) return null;
  if (readAllEveryDays === undefined) return { window: reachBack(changed, parameters) };
  if (complete !== null && allReadAt !== undefined && end - allReadAt < readAllEveryDays * dayMs) {
    return { window: reachBack(changed, parameters) };
  }
  return { window: { ...changed, from: start }, readsAll: true };
}
