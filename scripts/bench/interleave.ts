/**
 * The times in milliseconds of several ways to do the same, measured A B A B: whatever else the machine does meanwhile
 * falls on all of them alike. The first round warms up and is not counted.
 */
export async function interleave<Name extends string>(
  rounds: number,
  ways: { readonly [name in Name]: () => Promise<unknown> },
): Promise<{ readonly [name in Name]: number }[]> {
  const times: { readonly [name in Name]: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const time: Partial<Record<Name, number>> = {};
    for (const name of Object.keys(ways) as Name[]) {
      const began = performance.now();
      await ways[name]();
      time[name] = performance.now() - began;
    }
    if (round > 0) times.push(time as { readonly [name in Name]: number });
  }
  return times;
}
