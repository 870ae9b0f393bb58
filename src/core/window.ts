import type { WindowParameters } from './catalog.ts';
import { Failure } from './failure.ts';
import { floorInstant, printInstant, type Instant } from './instant.ts';
import { clockChangeMsMax, clockRoundingMs } from './limits.ts';
import { isNearClockChange, unambiguous } from './zone.ts';

/**
 * A half-open piece of the source's modification time, `[from, until)`, both ends frozen. `from` null is the
 * beginning of time. `end` is where the whole window ends; it is later than `until` only after a cut.
 */
export type Window = { readonly from: Instant | null; readonly until: Instant; readonly end: Instant };

/** C4: the latest end a window may have while the source's clock shows `date`: `settle` behind it. */
export function latestEnd(date: Instant, settleMs: number, parameters: WindowParameters): Instant {
  return boundAt(date - settleMs, freezingGrainMs(parameters), parameters);
}

/** The end to propose by the local clock, before the source's own clock has been seen. */
export function proposedEnd(now: Instant, settleMs: number, parameters: WindowParameters): Instant {
  return boundAt(now - settleMs - clockRoundingMs, freezingGrainMs(parameters), parameters);
}

/** C3: a window from where the stream is complete; null when there is nothing to read. */
export function openWindow(from: Instant | null, end: Instant): Window | null {
  return from !== null && end <= from ? null : { from, until: end, end };
}

/** C5: the window with its overlap, which is taken once, when it is frozen, and never stored in the cursor. */
export function reachBack(window: Window, { overlapMs = 0, format, grainMs }: WindowParameters): Window {
  if (window.from === null) return window;
  const zoned = typeof format === 'object' && 'zone' in format && isNearClockChange(format.zone, window.from);
  const backMs = Math.max(overlapMs, zoned ? clockChangeMsMax : 0);
  return backMs === 0 ? window : { ...window, from: floorInstant(window.from - backMs, grainMs) };
}

/** The earlier half of a window that holds more rows than the API pages through. */
export function cutWindow(window: Window, parameters: WindowParameters, stream: string): Window {
  const from = window.from ?? 0;
  const middle = boundAt(from + (window.until - from) / 2, parameters.grainMs, parameters);
  if (middle <= from || parameters.until === undefined) {
    throw new Failure('LIMIT', {
      at: `stream ${stream}`,
      expected: `fewer than ${parameters.resultsMax} rows changed within one ${parameters.grainMs} ms`,
      came: `the window ${printWindow(window)} holds more and cannot be cut again`,
      action: 'The API cannot list these rows completely. Ask its owner for a larger result limit.',
    });
  }
  return { ...window, until: middle };
}

/** C5: what is left of the whole window after its piece was read; null when nothing is. */
export function nextPiece(window: Window): Window | null {
  return window.until === window.end ? null : { from: window.until, until: window.end, end: window.end };
}

export function sameWindow(one: Window | null, other: Window | null): boolean {
  if (one === null || other === null) return one === other;
  return one.from === other.from && one.until === other.until && one.end === other.end;
}

export function printWindow(window: Window | null): string {
  if (window === null) return 'of the whole list';
  return `[${window.from === null ? 'the beginning' : printInstant(window.from)}, ${printInstant(window.until)})`;
}

/** The last moment not after `at` that can be the bound of a window. */
function boundAt(at: number, grainMs: number, { format }: WindowParameters): Instant {
  const bound = floorInstant(at, grainMs);
  return typeof format === 'object' && 'zone' in format ? unambiguous(format.zone, bound) : bound;
}

/** A window is frozen at whole seconds, since `Date` has no finer ones, and at the API's own grain. */
function freezingGrainMs(parameters: WindowParameters): number {
  return Math.max(1_000, parameters.grainMs);
}
