/** A law that a story breaks, with the evidence. */
export class BrokenLaw extends Error {
  override name = 'BrokenLaw';
}

/** The evidence is only put into words where it is needed: a law looks at many thousand pages. */
export function demand(holds: boolean, evidence: () => string): asserts holds {
  if (!holds) throw new BrokenLaw(evidence());
}

/** Whether two values print as the same JSON, which is all that leaves a call. */
export function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
