import type { InstantFormat } from '../core/catalog.ts';
import type { Instant } from '../core/instant.ts';
import type { Json } from '../core/json.ts';
import { zoneOffsetMs } from '../core/zone.ts';
import { offsetMsOf } from './print-bound.ts';

const isoTime = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * A stamp in whole milliseconds, rounded down: ISO 8601 with an offset, or without one in the window's own; or a number
 * since 1970, in seconds where the window counts seconds. Null for anything else.
 */
export function readStamp(value: Json | undefined, format: InstantFormat): Instant | null {
  if (typeof value === 'number') {
    const at = Math.floor(format === 'epoch seconds' ? value * 1_000 : value);
    return Number.isSafeInteger(at) ? (at as Instant) : null;
  }
  if (typeof value !== 'string') return null;
  if ((format === 'epoch seconds' || format === 'epoch milliseconds') && /^\d{1,15}$/.test(value)) {
    return readStamp(Number(value), format);
  }
  const [, offset] = isoTime.exec(value) ?? [null];
  if (offset === null) return null;
  const at = Date.parse(offset === undefined && value.length > 10 ? `${value}Z` : value);
  if (!Number.isFinite(at)) return null;
  return (offset === undefined ? at - localOffsetMs(at, value, format) : at) as Instant;
}

/** How far a stamp without an offset is ahead of UTC. A date alone is one of UTC. */
function localOffsetMs(at: number, { length }: string, format: InstantFormat): number {
  if (typeof format === 'string' || length === 10) return 0;
  if ('offset' in format) return offsetMsOf(format.offset);
  // Of a local time that comes twice, the earlier: rows are then read once more rather than missed.
  return zoneOffsetMs(format.zone, at - zoneOffsetMs(format.zone, at));
}
