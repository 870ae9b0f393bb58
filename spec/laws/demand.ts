import { isDeepStrictEqual } from 'node:util';

/** A law that a story breaks, with the evidence. */
export class BrokenLaw extends Error {
  override name = 'BrokenLaw';
}

/** The evidence is only put into words where it is needed: a law looks at many thousand pages. */
export function demand(holds: boolean, evidence: () => string): asserts holds {
  if (!holds) throw new BrokenLaw(evidence());
}

/** Whether two values are the same JSON, which is all that leaves a call; the order of fields means nothing. */
export function sameJson(one: unknown, other: unknown): boolean {
  const [left, right] = [print(one), print(other)];
  return left === right || isDeepStrictEqual(parse(left), parse(right));
}

/** Undefined prints as nothing. */
function print(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}
