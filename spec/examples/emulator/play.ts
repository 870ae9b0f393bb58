import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { parseJson, printJson } from '../../../src/edge/json.ts';
import type { Invoke } from '../../../src/emulator/invoke.ts';
import { sync, type SyncReport, type SyncRequest } from '../../../src/emulator/sync.ts';
import { openWarehouse, type Warehouse } from '../../../src/emulator/warehouse/warehouse.ts';

/** A warehouse of its own, and the events of every call made on it. */
export type Stage = {
  readonly warehouse: Warehouse;
  readonly events: JsonObject[];
  /** One sync of a function that gives these answers, one a call; a function throws by being called. */
  readonly play: (answers: readonly Answering[], more?: Partial<SyncRequest>) => Promise<SyncReport>;
  /** The state that the next sync would go on from. */
  readonly state: () => Promise<Json>;
};

/** An answer, or what is answered to an event. A text is sent as it is, whether it is JSON or not. */
export type Answering = Json | ((event: JsonObject) => Json);

export async function stageFor(context: TestContext): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'connector-emulator-'));
  const warehouse = await openWarehouse(join(directory, 'warehouse.duckdb'), { source: 'test', now: () => new Date(0) });
  context.after(async () => {
    await warehouse.close();
    await rm(directory, { recursive: true });
  });
  const events: JsonObject[] = [];
  return {
    warehouse,
    events,
    play: (answers, more = {}) =>
      sync({
        invoke: answering(answers, events),
        warehouse,
        setup: { secrets: {}, payload: {} },
        syncId: 'sync-1',
        now: () => 0,
        ...more,
      }),
    state: async () => parseJson((await warehouse.state()) ?? 'null'),
  };
}

/** A function that gives the answers in turn; the last one again and again. */
export function answering(answers: readonly Answering[], events: JsonObject[] = []): Invoke {
  let calls = 0;
  return (text) => {
    const event = parseJson(text) as JsonObject;
    events.push(event);
    const answer = answers[Math.min(calls, answers.length - 1)] ?? null;
    calls += 1;
    try {
      const given = typeof answer === 'function' ? answer(event) : answer;
      return Promise.resolve({ kind: 'answer', text: typeof given === 'string' ? given : printJson(given) });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return Promise.resolve({ kind: 'error', errorType: error.name, errorMessage: error.message });
    }
  };
}

/** An answer that keeps every rule, with what a test changes about it. */
export function answer(changes: { readonly [field: string]: Json } = {}): JsonObject {
  return { state: {}, insert: {}, delete: {}, schema: {}, hasMore: false, ...changes };
}

/** A row of the table `things`, whose key is `id`. */
export const things = { things: { primary_key: ['id'] } } as const;
