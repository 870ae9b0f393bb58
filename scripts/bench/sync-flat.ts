import type { JsonObject } from '../../src/core/json.ts';
import { answerEvent } from '../../src/edge/answer-event.ts';
import type { Environment } from '../../src/edge/environment.ts';
import { environment } from '../../src/hosts/environment.ts';
import { flat } from './flat-source.ts';

/** What a whole sync came to. */
export type Synced = {
  readonly calls: number;
  readonly rows: number;
  /** Of all answers, in bytes of UTF-8 JSON. */
  readonly bytes: number;
};

/**
 * A whole first sync of a flat list, each answer printed as Lambda does. With `putObject` the rows go through S3, and
 * their number and bytes are those of the objects.
 */
export async function syncFlat(
  list: string,
  payload: { readonly pageSize: string; readonly concurrency: string },
  putObject?: Environment['putObject'],
): Promise<Synced> {
  let [calls, rows, bytes] = [0, 0, 0];
  for (let state: JsonObject = {}, hasMore = true; hasMore; ) {
    const event = {
      state,
      secrets: { baseUrl: list },
      customPayload: payload,
      ...(putObject === undefined ? {} : { bucket: 'fivetran-rows', file: `rows-${calls}.json` }),
    };
    const counting: Environment = {
      ...environment,
      putObject: async (object, body, signal) => {
        bytes += body.length;
        await putObject?.(object, body, signal);
      },
      log: (line) => {
        if (typeof line['rows'] === 'number') rows += line['rows'];
      },
    };
    const answer = await answerEvent(flat, event, counting, Number.POSITIVE_INFINITY);
    bytes += Buffer.byteLength(JSON.stringify(answer));
    calls += 1;
    ({ state, hasMore } = answer);
  }
  return { calls, rows, bytes };
}
