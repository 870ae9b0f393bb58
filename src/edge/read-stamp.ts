import type { InstantFormat } from '../core/catalog.ts';
import type { Instant } from '../core/instant.ts';
import type { Json } from '../core/json.ts';
import { zoneOffsetMs } from '../core/zone.ts';
import { offsetMsOf } from './print-bound.ts';

const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:([Zz])|([+-]\d\d):?(\d\d))?)?$/;

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
  if ((format === 'epoch seconds' || format === 'epoch milliseconds') && /^\d{1,15}(\.\d{1,9})?$/.test(value)) {
    return readStamp(Number(value), format);
  }
  return readIso(value, format);
}

function readIso(text: string, format: InstantFormat): Instant | null {
  const parts = isoTime.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute = '0', second = '0', decimals = '', utc, offsetHours, offsetMinutes] = parts;
  const date = [Number(year), Number(month), Number(day)] as const;
  const time = [Number(hour ?? '0'), Number(minute), Number(second)] as const;
  const milliseconds = Number(decimals.slice(0, 3).padEnd(3, '0'));
  const at = Date.UTC(date[0], date[1] - 1, date[2], ...time, milliseconds);
  if (!isDate(at, date) || time[0] > 23 || time[1] > 59 || time[2] > 59) return null;
  if (offsetHours !== undefined) return (at - offsetMsOf(`${offsetHours}:${offsetMinutes ?? '00'}`)) as Instant;
  // A date alone is one of UTC.
  return (utc !== undefined || hour === undefined || typeof format === 'string' ? at : fromLocal(at, format)) as Instant;
}

/** Whether no part was too large: 30 February would be 2 March. A year before 100 would be one of the last century. */
function isDate(at: number, [year, month, day]: readonly [number, number, number]): boolean {
  const date = new Date(at);
  return date.getUTCFullYear() === year && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}

/**
 * The moment of a local time, given as if it were UTC. Of one that comes twice, the earlier: rows are then read once more
 * rather than missed.
 */
function fromLocal(local: number, format: Exclude<InstantFormat, string>): number {
  if ('offset' in format) return local - offsetMsOf(format.offset);
  // Clocks change by far less than this, so that on either side stands an offset that is in force around that time.
  const before = zoneOffsetMs(format.zone, local - dayMs);
  const behind = zoneOffsetMs(format.zone, local + dayMs);
  if (before === behind) return local - before;
  const candidates = [local - before, local - behind].toSorted((one, other) => one - other);
  const [earlier = local] = candidates;
  return candidates.find((at) => zoneOffsetMs(format.zone, at) === local - at) ?? earlier;
}

const dayMs = 24 * 60 * 60 * 1_000;
