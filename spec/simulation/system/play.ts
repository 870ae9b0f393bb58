import { Bucket } from './bucket.ts';
import type { Command, SyncCommand } from './command.ts';
import { Fivetran } from './fivetran.ts';
import type { Happening, History, Recorder } from './history.ts';
import type { CreateHandler } from './lambda.ts';
import { inTurn, Network, type Weather } from './network.ts';
import { createRandom } from './random.ts';
import { SourceWorld } from './source-world.ts';
import { calmTurn } from './turn.ts';
import { VirtualClock } from './virtual-clock.ts';
import { worldBegins, type Setup, type World } from './world.ts';

/** The bearer token of every simulated connection, which nothing may ever show. */
export const apiToken = 'token-f3b7e1c94a';

/** Long enough for every clock of a world to pass the last edit and the settling time. */
const restMs = 6 * 3_600_000;

/**
 * Plays a world from its beginning to rest: the commands one by one, then a pause, what an interrupted sync left
 * to do, and one more clean sync. Deterministic: nothing but the world and the handler decides what happens.
 */
export async function play(world: World, createHandler: CreateHandler): Promise<History> {
  const stage = createStage(world.setup, createHandler);
  for (const command of world.commands) await stage.perform(command);
  await stage.rest();
  return stage.history;
}

/** A world under way. */
export type Stage = {
  readonly history: Happening[];
  readonly source: SourceWorld;
  /** A sync that ends by itself, in a weather that may depend on what is asked. */
  readonly sync: (weather: Weather) => Promise<void>;
  readonly perform: (command: Command) => Promise<void>;
  /** Time passes, everything is as it should be, and all is synced. */
  readonly rest: () => Promise<void>;
};

export function createStage(setup: Setup, createHandler: CreateHandler): Stage {
  const history: Happening[] = [];
  const clock = new VirtualClock(worldBegins);
  const record: Recorder = (fact) => {
    history.push({ at: clock.now, ...fact });
  };
  const source = new SourceWorld(clock, setup, { settleMs: setup.settleSeconds * 1_000, dates: setup.dates }, record);
  const network = new Network(source, record);
  const bucket = new Bucket(record);
  const chosen = { pageSize: setup.pageSize, concurrency: setup.concurrency, streams: 'all', path: '', lambdaAheadMs: setup.lambdaAheadMs };
  const fivetran = new Fivetran({
    lambda: {
      clock,
      network,
      bucket,
      random: createRandom(setup.seed),
      aheadMs: () => chosen.lambdaAheadMs,
      answerBytesMax: setup.answerBytesMax,
      storedBytesMax: setup.storedBytesMax,
      token: apiToken,
    },
    createHandler,
    connection: () => ({
      secrets: { baseUrl: `https://loans.example${chosen.path}`, apiToken },
      payload: payloadOf(setup, chosen),
    }),
    throughS3: setup.throughS3,
    ordinary: { limitMs: setup.callLimitMs, way: { kind: 'as it should' } },
    sourceLatest: () => source.latest(),
    record,
  });

  const sync = async (command: Pick<SyncCommand, 'callsMax' | 'calls'>, weather: Weather): Promise<void> => {
    network.weather = weather;
    await fivetran.sync(command);
    network.weather = () => calmTurn;
  };
  const perform = async (command: Command): Promise<void> => {
    switch (command.kind) {
      case 'sync':
        bucket.fates = command.puts ?? [];
        await sync(command, inTurn(command.turns));
        bucket.fates = [];
        return;
      case 'pause':
        for (const edit of command.edits) {
          clock.now += Math.floor(command.ms / (command.edits.length + 1));
          source.edit(edit);
        }
        clock.now += Math.floor(command.ms / (command.edits.length + 1));
        record({ kind: 'told', says: `${command.ms} ms passed` });
        return;
      case 'reset':
        fivetran.reset(command.tables);
        return;
      case 'clock': {
        const ms = command.whose === 'source' ? source.step(command.ms) : command.ms;
        if (command.whose === 'Lambda') chosen.lambdaAheadMs += ms;
        record({ kind: 'told', says: `the clock of ${command.whose} stepped by ${ms} ms` });
        return;
      }
      case 'setting':
        Object.assign(chosen, { [command.name]: command.value });
        record({ kind: 'told', says: `${command.name} was set to '${command.value}'` });
        return;
    }
  };

  const rest = async (): Promise<void> => {
    chosen.streams = 'all';
    clock.now += restMs;
    record({ kind: 'told', says: 'the source came to rest' });
    // What an interrupted sync left to do ends in its own windows; only the next sync opens new ones.
    await fivetran.sync(undisturbed, fivetran.idle);
    await fivetran.sync(undisturbed, true);
    record({ kind: 'rested' });
  };
  return { history, source, sync: (weather) => sync(undisturbed, weather), perform, rest };
}

const undisturbed: Pick<SyncCommand, 'callsMax' | 'calls'> = { callsMax: Number.POSITIVE_INFINITY, calls: [] };

function payloadOf(setup: Setup, chosen: { pageSize: number; concurrency: number; streams: string }): Record<string, string> {
  const { settleSeconds, attempts, timeoutSeconds, requestsPerSecond, startMinutes } = setup;
  return {
    pageSize: String(chosen.pageSize),
    concurrency: String(chosen.concurrency),
    settleSeconds: String(settleSeconds),
    attempts: String(attempts),
    timeoutSeconds: String(timeoutSeconds),
    ...(requestsPerSecond === null ? {} : { requestsPerSecond: String(requestsPerSecond) }),
    ...(startMinutes === null ? {} : { start: new Date(worldBegins - startMinutes * 60_000).toISOString() }),
    ...(chosen.streams === 'all' ? {} : { streams: chosen.streams }),
  };
}
