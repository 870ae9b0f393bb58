import fc, { type RunDetails } from 'fast-check';
import { world } from '../../arbitraries/system/worlds.ts';
import { printCommand } from './command.ts';
import { checkWorld, type Trial } from './check-world.ts';
import type { CreateHandler } from './lambda.ts';
import type { World } from './world.ts';

/** Which worlds to try: as many as `runs`, drawn from a seed. */
export type Draw = { readonly seed: number; readonly runs: number };

/**
 * Tries worlds until one breaks a law. Returns null, or its smallest form as a story with the seed and the path by which
 * it can be replayed.
 */
export async function checkWorlds(createHandler: CreateHandler, { seed, runs }: Draw, seen: (trial: Trial) => void): Promise<string | null> {
  const property = fc.asyncProperty(world, async (drawn) => {
    seen(await checkWorld(drawn, createHandler));
  });
  const details = await fc.check(property, { seed, numRuns: runs });
  return details.failed ? explain(details) : null;
}

/** The world that a seed and a path lead to. */
export function worldAt(seed: number, path: string): World {
  const [found] = fc.sample(world, { seed, path, numRuns: 1 });
  if (found === undefined) throw new RangeError(`no world is at seed ${seed}, path ${path}`);
  return found;
}

/** How a world begins, and what happens in it, a line each. */
export function printWorld({ setup, commands }: World): string {
  const begins = Object.entries(setup).map(([name, value]) => `${name} ${value}`).join(', ');
  return [`It begins with ${begins}.`, ...commands.map((command, nth) => `${nth + 1}. ${printCommand(command)}`)].join('\n');
}

function explain({ seed, counterexample, counterexamplePath, numRuns, numShrinks, errorInstance }: RunDetails<[World]>): string {
  const path = counterexamplePath ?? '';
  return [
    `World ${numRuns} of seed ${seed} breaks a law; this is its smallest form after ${numShrinks} steps.`,
    `npm run replay -- ${seed} ${path}`,
    ...(counterexample === null ? [] : [printWorld(counterexample[0])]),
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
  ].join('\n');
}
