import { buildEvent } from '../../../src/emulator/build-event.ts';
import { invokeHandler } from '../../../src/emulator/invoke.ts';
import type { Environment } from '../../../src/edge/environment.ts';
import { parseJson } from '../../../src/edge/json.ts';
import { environment } from '../../../src/hosts/environment.ts';
import { createHandler } from '../../../src/hosts/lambda.ts';
import type { Clock } from '../clock.ts';
import type { Opening } from './recording.ts';

export type Connection = { readonly baseUrl: string; readonly apiToken: string };

/** What a sync needs of the world around it. */
export type World = {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly fetch: Environment['fetch'];
  /** Called before a call of the sync, from 1; false ends the sync before it. */
  readonly beforeCall?: (nth: number) => boolean;
  readonly afterCall: (answer: string) => void;
};

/**
 * Plays Fivetran for one sync of the source `loans`: the stand-in's own events, the handler that Lambda calls, and a
 * clock that only moves when the handler waits. Throws the error of a call that ends with one.
 */
export async function runSync(opening: Opening, world: World): Promise<void> {
  const { clock, connection, fetch, beforeCall, afterCall } = world;
  const handler = createHandler('loans', {
    ...environment,
    now: clock.now,
    sleep: clock.sleep,
    // Retries wait for the middle of what they may, so that every run waits alike.
    random: () => 0.5,
    fetch,
    answerBytesMax: opening.answerBytesMax,
    log: () => undefined,
  });
  const invoke = invokeHandler(handler, clock.now);
  let { state } = opening;
  for (let nth = 1; ; nth += 1) {
    if (beforeCall?.(nth) === false) return;
    const setup = { secrets: connection, payload: opening.customPayload };
    const answered = await invoke(buildEvent(setup, { state, syncId: 'sync-of-the-recording', setupTest: false }));
    if (answered.kind === 'error') throw new Error(`call ${nth} ended with ${answered.errorType}: ${answered.errorMessage}`);
    afterCall(answered.text);
    const answer = parseJson(answered.text) as { readonly state: Opening['state']; readonly hasMore: boolean };
    ({ state } = answer);
    if (!answer.hasMore) return;
  }
}
