import type { InstantFormat } from '../../../src/core/catalog.ts';
import type { Instant } from '../../../src/core/instant.ts';
import { zoneOffsetMs } from '../../../src/core/zone.ts';

/** A window's bound as a server understands it; null for a text of another format. */
export function readBound(text: string, format: InstantFormat): Instant | null {
  const at = momentOf(text, format);
  return Number.isSafeInteger(at) ? (at as Instant) : null;
}

function momentOf(text: string, format: InstantFormat): number {
  switch (format) {
    case 'iso':
      return /T.*\.\d{3}Z$/.test(text) ? Date.parse(text) : Number.NaN;
    case 'iso seconds':
      return /T\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
    case 'epoch seconds':
      return /^\d+$/.test(text) ? Number(text) * 1_000 : Number.NaN;
    case 'epoch milliseconds':
      return /^\d+$/.test(text) ? Number(text) : Number.NaN;
    default:
      return 'offset' in format ? Date.parse(text) : localMoment(text, format.zone);
  }
}

/** The moment whose local time the text is; of two the earlier. */
function localMoment(text: string, zone: string): number {
  const local = Date.parse(`${text}Z`);
  const candidates = [local - zoneOffsetMs(zone, local - 86_400_000), local - zoneOffsetMs(zone, local + 86_400_000)];
  return candidates.filter((at) => at + zoneOffsetMs(zone, at) === local).sort((one, other) => one - other)[0] ?? Number.NaN;
}
