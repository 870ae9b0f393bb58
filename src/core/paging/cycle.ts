import type { Json } from '../json.ts';
import { readCount, readFields, readText } from '../read.ts';

/**
 * T2, K3: notices that a sequence repeats, whatever the length of its cycle, while remembering one value of it: Brent's
 * algorithm (R. P. Brent, "An improved Monte Carlo factorization algorithm", 1980). The anchor is set anew
 * after 1, 2, 4, 8, … values, so that one day it stands inside the cycle and the cycle is shorter than what follows.
 */
export type Cycle = { readonly anchor: string | null; readonly steps: number };

export const noCycle: Cycle = { anchor: null, steps: 0 };

/** The sequence with one value more; null where it repeats. */
export function nextOfCycle({ anchor, steps }: Cycle, value: string): Cycle | null {
  if (value === anchor) return null;
  const counted = steps + 1;
  return { anchor: isPowerOfTwo(counted) ? value : anchor, steps: counted };
}

/** Reads a cycle that `JSON.stringify` printed. Throws `STATE`. */
export function parseCycle(json: Json, at: string): Cycle {
  const { anchor, steps } = readFields(json, at, ['anchor', 'steps']);
  return { anchor: anchor === null ? null : readText(anchor, `${at}.anchor`), steps: readCount(steps, `${at}.steps`, 0) };
}

/** Exact below 2^53, where a number's binary digits are all kept. */
function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}
