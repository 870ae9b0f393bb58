/** One line of the results. */
export type Figure = {
  readonly name: string;
  readonly aim: string;
  /** The median of the runs. */
  readonly value: number;
  readonly met: boolean;
  /** Every run's own value, in the order they were made. */
  readonly runs: readonly number[];
  /** Facts beside the value, in words. */
  readonly note: string;
};

export function atLeast(name: string, least: number, runs: readonly number[], note = ''): Figure {
  const value = median(runs);
  return { name, aim: `≥ ${least}`, value, met: value >= least, runs, note };
}

export function atMost(name: string, most: number, runs: readonly number[], note = ''): Figure {
  const value = median(runs);
  return { name, aim: `≤ ${most}`, value, met: value <= most, runs, note };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}
