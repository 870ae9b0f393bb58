import type { Json } from '../core/json.ts';
import type { StoredObject } from '../protocol/event.ts';
import { BrokenRule } from './rules/broken-rule.ts';
import { payloadBytesMax } from './rules/limits.ts';

/** What a connection in Fivetran is set up with. */
export type ConnectionSetup = {
  readonly secrets: { readonly [name: string]: string };
  readonly payload: { readonly [key: string]: string };
};

/** What differs from call to call. */
export type CallFacts = {
  readonly state: Json;
  readonly syncId: string;
  readonly setupTest: boolean;
  /** Where the rows are to be stored; null or unset, they go into the answer. */
  readonly object?: StoredObject | null;
};

/** The event of a call as Fivetran sends it, as JSON text. Throws `BrokenRule` where it would not fit. */
export function buildEvent({ secrets, payload }: ConnectionSetup, { state, syncId, setupTest, object }: CallFacts): string {
  const event = JSON.stringify({
    agent: 'Fivetran AWS Lambda Connector/local_connection/local_schema',
    state,
    secrets,
    customPayload: payload,
    // Absent unless it is one, as with Fivetran.
    ...(setupTest ? { setup_test: true } : {}),
    sync_id: syncId,
    ...(object === undefined || object === null ? {} : { bucket: object.bucket, file: object.key }),
  });
  const bytes = Buffer.byteLength(event);
  if (bytes > payloadBytesMax) throw new BrokenRule('request-fits', `the event is ${bytes.toLocaleString('en')} bytes`);
  return event;
}
