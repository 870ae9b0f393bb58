import type { CreateHandler } from './lambda.ts';
import { judge, type Verdict } from './judge.ts';
import { apiToken, play } from './play.ts';
import type { History } from './history.ts';
import type { World } from './world.ts';
import { tellStory } from './story.ts';

/** A world that was played and judged. */
export type Trial = { readonly world: World; readonly history: History; readonly verdict: Verdict };

export async function tryWorld(world: World, createHandler: CreateHandler): Promise<Trial> {
  const history = await play(world, createHandler);
  return { world, history, verdict: judge(history, world.setup, apiToken) };
}

/** Rejects with the story where a law was broken. */
export async function checkWorld(world: World, createHandler: CreateHandler): Promise<Trial> {
  const trial = await tryWorld(world, createHandler);
  if (trial.verdict.kind === 'broken') throw new BrokenLaw(trial);
  return trial;
}

/** A law that a history breaks, with the story of how it came about. */
export class BrokenLaw extends Error {
  constructor({ history, verdict }: Trial) {
    super(tellStory(history, verdict));
    this.name = 'BrokenLaw';
    // The story is the evidence; where it was thrown says nothing.
    this.stack = this.message;
  }
}
