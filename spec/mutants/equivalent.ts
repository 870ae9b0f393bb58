/** A small change of the core that no test can notice, because it changes nothing. */
export type EquivalentMutant = {
  readonly file: string;
  /** The line as it stands. */
  readonly line: string;
  /** What part of it was replaced by. */
  readonly replacement: string;
  readonly why: string;
};

export const equivalentMutants: readonly EquivalentMutant[] = [];
