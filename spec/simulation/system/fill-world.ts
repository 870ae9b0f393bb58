import type { Command } from './command.ts';
import type { History } from './history.ts';
import type { CreateHandler } from './lambda.ts';
import { play } from './play.ts';
import type { Setup, World } from './world.ts';

/** One world, its calls filled in several ways. */
export type FilledStory = {
  readonly world: World;
  /** Nobody edits while the source is read, so that the source ends the same whichever way it was. */
  readonly still: readonly Filled[];
  /** As it was drawn: edited while it is read, over a network and a bucket that fail. */
  readonly wild: readonly Filled[];
  /** Everything is read from the beginning, in calls whose time is short and that nothing else disturbs. */
  readonly short: readonly Filled[];
};

/** A way to fill calls, and what a world went through in it. */
export type Filled = { readonly way: string; readonly setup: Setup; readonly history: History };

/** The least answer in which any row of the simulated source finds room. */
const smallBytes = 5_000;

/** As much as Lambda lets through. */
const largeBytes = 6_291_456;

export async function fillWorld(world: World, createHandler: CreateHandler): Promise<FilledStory> {
  const playAs = async (commands: readonly Command[], way: string, filling: Partial<Setup>): Promise<Filled> => {
    const setup = { ...world.setup, ...filling };
    return { way, setup, history: await play({ setup, commands }, createHandler) };
  };
  const direct = { throughS3: false, callLimitMs: null };
  const little = { ...direct, concurrency: 1, answerBytesMax: smallBytes };
  const ahead = { ...direct, concurrency: 4, answerBytesMax: largeBytes };
  const stored = { ...direct, throughS3: true, concurrency: 3, storedBytesMax: smallBytes };
  const short = { requestsPerSecond: null, callLimitMs: shortMs(world.setup) };
  const still = world.commands.map(withoutEditsInTurns);
  return {
    world,
    still: [
      await playAs(still, 'little at a time', little),
      await playAs(still, 'much at once', ahead),
      await playAs(still, 'through S3', stored),
    ],
    wild: [await playAs(world.commands, 'much at once', ahead), await playAs(world.commands, 'through S3', stored)],
    short: [await playAs([], 'in short calls', { ...ahead, ...short }), await playAs([], 'in short calls through S3', { ...stored, ...short })],
  };
}

/** From hardly longer than one page takes, to about ten of them. */
function shortMs({ seed }: Setup): number {
  return 150 + (Math.abs(seed) % 400);
}

function withoutEditsInTurns(command: Command): Command {
  return command.kind === 'sync' ? { ...command, turns: command.turns.map((turn) => ({ ...turn, edits: [] })) } : command;
}
