import type { Instant } from './instant.ts';

/** Clocks change at most once in this time, in milliseconds. */
const changeWithinMs = 3 * 60 * 60 * 1_000;

/** How far local time in a zone such as Europe/Berlin is ahead of UTC at a moment, in milliseconds. */
export function zoneOffsetMs(zone: string, at: number): number {
  // A table that only its version can change: the same zone and moment always give the same offset.
  // eslint-disable-next-line no-restricted-globals
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((candidate) => candidate.type === type)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(at / 1_000) * 1_000;
}

/**
 * C5: the moment itself, or where its local time comes twice because clocks are set back, the first moment whose local
 * time does. Before that one all local times are smaller, and after it none is: an API that compares local times
 * then finds the rows of a window on the right side of it.
 */
export function unambiguous(zone: string, at: Instant): Instant {
  const change = changeNear(zone, at);
  if (change === null || change.byMs >= 0) return at;
  const first = change.at + change.byMs;
  return first < at && at < change.at - change.byMs ? (first as Instant) : at;
}

/** Whether clocks change within a few hours of a moment. */
export function isNearClockChange(zone: string, at: Instant): boolean {
  return changeNear(zone, at) !== null;
}

/** The change of clocks around a moment: when, and by how many milliseconds forward. */
function changeNear(zone: string, at: Instant): { readonly at: number; readonly byMs: number } | null {
  let before = at - changeWithinMs;
  let after = at + changeWithinMs;
  const offset = zoneOffsetMs(zone, before);
  const byMs = zoneOffsetMs(zone, after) - offset;
  if (byMs === 0) return null;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zoneOffsetMs(zone, middle) === offset) before = middle;
    else after = middle;
  }
  return { at: after, byMs };
}
