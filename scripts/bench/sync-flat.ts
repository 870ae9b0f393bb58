import type { JsonObject } from '../../src/core/json.ts';
import { answerEvent } from '../../src/edge/answer-event.ts';
import { environment } from '../../src/hosts/environment.ts';
import { flat } from './flat-source.ts';

/** What a whole sync came to. */
export type Synced = {
  readonly calls: number;
  readonly rows: number;
  /** Of all answers, in bytes of UTF-8 JSON. */
  readonly bytes: number;
};

/** A whole first sync of a flat list, each answer printed as Lambda does. */
export async function syncFlat(list: string, payload: { readonly pageSize: string; readonly concurrency: string }): Promise<Synced> {
  let [calls, rows, bytes] = [0, 0, 0];
  for (let state: JsonObject = {}, hasMore = true; hasMore; ) {
    const event = { state, secrets: { baseUrl: list }, customPayload: payload };
    const answer = await answerEvent(flat, event, { ...environment, log: () => undefined }, Number.POSITIVE_INFINITY);
    bytes += Buffer.byteLength(JSON.stringify(answer));
    calls += 1;
    rows += answer.insert['rows']?.length ?? 0;
    ({ state, hasMore } = answer);
  }
  return { calls, rows, bytes };
}
