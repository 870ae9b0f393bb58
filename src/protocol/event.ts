import { Failure } from '../core/failure.ts';
import type { Json } from '../core/json.ts';
import { eventShape } from './event-shape.ts';
import { problemOf } from './problem.ts';

/** What one call is asked to do, read from Fivetran's event. */
export type Event = {
  /** The state as it came; the core reads it. */
  readonly state: Json | undefined;
  readonly secrets: { readonly [name: string]: unknown };
  /** The custom payload of the connection, under whichever of its names it came. */
  readonly payload: { readonly [name: string]: unknown };
  readonly setupTest: boolean;
  /** Where the rows go when they go through S3; null when they go into the answer. */
  readonly object: StoredObject | null;
  /** For correlating logs; null where Fivetran sent none. */
  readonly syncId: string | null;
};

/** An object in S3, by its bucket and its key there. */
export type StoredObject = { readonly bucket: string; readonly key: string };

/**
 * Reads an event. Fields it does not know are ignored, since Fivetran has added some over the years.
 * Throws `SETTINGS` where one that it does know has another shape.
 */
export function parseEvent(json: unknown): Event {
  const result = eventShape.safeParse(json);
  if (!result.success) {
    const { path, came } = problemOf(result.error);
    throw new Failure('SETTINGS', {
      at: path === '' ? 'event' : `event.${path}`,
      expected: 'what Fivetran sends to a function',
      came,
      action: 'Invoke the function with an object such as {"state": {}, "secrets": {…}}.',
    });
  }
  const { state, secrets, customPayload, customPayloads, custom_payload, custom_payloads, setup_test, sync_id, bucket, file } =
    result.data;
  // The documented name first; the others are those under which it has been seen or configured.
  const payload = customPayload ?? customPayloads ?? custom_payload ?? custom_payloads ?? {};
  return {
    state: state as Json | undefined,
    secrets: secrets ?? {},
    payload: Array.isArray(payload) ? Object.fromEntries(payload.map(({ key, value }) => [key, value])) : payload,
    setupTest: setup_test === true,
    object: objectOf(bucket ?? '', file ?? ''),
    syncId: typeof sync_id === 'string' && sync_id !== '' ? sync_id : null,
  };
}

/** Both or neither: with one alone the rows would go where Fivetran does not look for them. */
function objectOf(bucket: string, key: string): StoredObject | null {
  if (bucket !== '' && key !== '') return { bucket, key };
  if (bucket === '' && key === '') return null;
  throw new Failure('SETTINGS', {
    at: bucket === '' ? 'event.bucket' : 'event.file',
    expected: 'a bucket and a file, or neither',
    came: 'only one of them came',
    action: "Correct the connection's S3 settings.",
  });
}
