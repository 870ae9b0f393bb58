import fc from 'fast-check';
import { world } from '../arbitraries/system/worlds.ts';
import { printWorld } from '../simulation/system/check-worlds.ts';
import { fillWorld, type FilledStory } from '../simulation/system/fill-world.ts';
import type { CreateHandler } from '../simulation/system/lambda.ts';
import { wrongFillings } from '../simulation/system/wrong-fillings.ts';
import type { World } from '../simulation/system/world.ts';
import { fillingLaws, type FillingLaw } from './filling.ts';
import type { Matrix } from './matrix.ts';

/** What the laws of filling are tried on: so many worlds, drawn from a seed. */
export type FillingTrial = { readonly seed: number; readonly runs: number };

/** What became of a law: the world that broke it and how, or null after so many that did not. */
export type FillingVerdict = { readonly law: FillingLaw; readonly stories: number; readonly broken: string | null };

/** Worlds after which a wrong handler that was caught is let go. */
const storiesEnough = 3;

/** Fewer happenings than other worlds have, because each world is played seven times. */
const filledWorld: fc.Arbitrary<World> = world.map(({ setup, commands }) => ({ setup, commands: commands.slice(0, 4) }));

export async function judgeFilling(createHandler: CreateHandler, { seed, runs }: FillingTrial, enough = runs): Promise<readonly FillingVerdict[]> {
  const broken = new Map<string, { stories: number; evidence: string }>();
  for (const [nth, drawn] of fc.sample(filledWorld, { seed, numRuns: runs }).entries()) {
    if (broken.size === fillingLaws.laws.length || (broken.size > 0 && nth >= enough)) break;
    const story = await fillWorld(drawn, createHandler);
    for (const law of fillingLaws.laws) {
      const evidence = broken.has(law.id) ? null : evidenceAgainst(law, story);
      if (evidence !== null) broken.set(law.id, { stories: nth + 1, evidence: `${evidence}\n${printWorld(drawn)}\nseed ${seed}, world ${nth + 1}` });
    }
  }
  return fillingLaws.laws.map((law) => ({ law, stories: broken.get(law.id)?.stories ?? runs, broken: broken.get(law.id)?.evidence ?? null }));
}

/** Which law kills which wrong handler. */
export async function fillingMatrix(trial: FillingTrial): Promise<Matrix> {
  const matrix: Record<string, readonly string[]> = {};
  for (const { name, createHandler } of wrongFillings) {
    const verdicts = await judgeFilling(createHandler, trial, storiesEnough);
    matrix[name] = verdicts.flatMap(({ law, broken }) => (broken === null ? [] : [law.id]));
  }
  return matrix;
}

function evidenceAgainst(law: FillingLaw, story: FilledStory): string | null {
  try {
    law.holds(story);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
