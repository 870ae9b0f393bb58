import type { InstantFormat, WindowParameters } from '../core/catalog.ts';
import { printInstant, type Instant } from '../core/instant.ts';
import { zoneOffsetMs } from '../core/zone.ts';

/**
 * A window's bound as the API takes it: one grain earlier where it excludes the start or includes the end, since
 * windows are half-open, and in the API's own format.
 */
export function printBound(bound: Instant, which: 'from' | 'until', { bounds = '[)', format, grainMs }: WindowParameters): string {
  const earlier = which === 'from' ? bounds.startsWith('(') : bounds.endsWith(']');
  return printFormatted((earlier ? bound - grainMs : bound) as Instant, format);
}

export function printFormatted(at: Instant, format: InstantFormat): string {
  switch (format) {
    case 'iso':
      return printInstant(at);
    case 'iso seconds':
      return `${printInstant(at).slice(0, 19)}Z`;
    case 'date':
      return printInstant(at).slice(0, 10);
    case 'epoch seconds':
      return String(Math.floor(at / 1_000));
    case 'epoch milliseconds':
      return String(at);
    default:
      return 'offset' in format
        ? `${localText(at, offsetMsOf(format.offset))}${format.offset}`
        : localText(at, zoneOffsetMs(format.zone, at));
  }
}

/** `+02:00` in milliseconds. */
export function offsetMsOf(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** 2026-01-31T08:00:00, with decimals where there are any. */
function localText(at: Instant, offsetMs: number): string {
  const text = printInstant((at + offsetMs) as Instant).slice(0, 23);
  return text.endsWith('.000') ? text.slice(0, 19) : text;
}
