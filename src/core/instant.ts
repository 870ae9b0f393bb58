declare const instant: unique symbol;

/** A moment in UTC, in whole milliseconds since 1970; made only by the functions of this file. */
export type Instant = number & { readonly [instant]: true };

const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;

/** Reads `2026-01-31T08:00:00Z` with or without up to three decimals; anything else, 30 February included, is null. */
export function parseInstant(text: string): Instant | null {
  if (!isoInstant.test(text)) return null;
  const at = Date.parse(text);
  if (!Number.isFinite(at)) return null;
  return printInstant(at as Instant).startsWith(text.slice(0, 19)) ? (at as Instant) : null;
}

/** Prints `2026-01-31T08:00:00.000Z`; the inverse of `parseInstant`. */
export function printInstant(at: Instant): string {
  return new Date(at).toISOString();
}

/** The last multiple of `grain` milliseconds that is not after `at`. */
export function floorInstant(at: number, grain: number): Instant {
  return (Math.floor(at / grain) * grain) as Instant;
}

/** The later of two moments; null is before every other. */
export function laterInstant(one: Instant | null, other: Instant): Instant {
  return one !== null && one > other ? one : other;
}
