/** Repeatable randomness: the same seed draws the same values in the same order. */
export type Random = {
  /** A number in [0, 1). */
  readonly fraction: () => number;
  /** A whole number from `least` to `most`, both included. */
  readonly integer: (least: number, most: number) => number;
  /** A whole number below 2^count. */
  readonly bits: (count: number) => bigint;
  /** True with the given probability, 0 to 1. */
  readonly chance: (probability: number) => boolean;
  /** One of the choices; throws `RangeError` if there is none. */
  readonly pick: <Choice>(choices: readonly Choice[]) => Choice;
  /** One of the choices, each as likely as its weight says. */
  readonly pickWeighted: <Choice>(choices: readonly (readonly [Choice, number])[]) => Choice;
};

/** A generator for example data; not for anything that must not be guessed. */
export function createRandom(seed: number): Random {
  const word = mulberry32(seed);
  const fraction = (): number => word() / 2 ** 32;
  const integer = (least: number, most: number): number => least + Math.floor(fraction() * (most - least + 1));

  return {
    fraction,
    integer,
    bits: (count) => BigInt.asUintN(count, (BigInt(word()) << 32n) | BigInt(word())),
    chance: (probability) => fraction() < probability,
    pick: (choices) => atIndex(choices, integer(0, choices.length - 1)),
    pickWeighted: (choices) => {
      let left = fraction() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      const found = choices.find(([, weight]) => (left -= weight) < 0);
      return (found ?? atIndex(choices, choices.length - 1))[0];
    },
  };
}

/** Mulberry32 by Tommy Ettinger (public domain): 32 bits of state, 32 bits a step, good enough for example data. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

function atIndex<Choice>(choices: readonly Choice[], index: number): Choice {
  if (index < 0 || index >= choices.length) throw new RangeError('there is nothing to pick from');
  return choices[index] as Choice;
}
