import * as z from 'zod/mini';
import { described } from './described.ts';
import { known } from './evidence.ts';

const entries = z.record(z.string(), z.unknown());
const pairs = z.array(z.looseObject({ key: z.string(), value: z.unknown() }));

/** An object of values, or the pairs in which Fivetran's REST API takes them. */
const payloads = z.nullish(z.union([entries, pairs], { error: 'it is neither an object nor a list of {key, value}' }));

/** What Fivetran sends to a function, as far as it is read. It is lenient where nothing of what is read could be wrong. */
export const eventShape = z.looseObject({
  agent: described(z.optional(z.unknown()),
      known('A text that names the connection: Fivetran AWS Lambda Connector/<external id>/<schema>. Not read.', {
        documentation: 'the field',
        practice: 'its form',
      }),
    ),
  state: described(z.optional(z.unknown()),
      known('An object: exactly what the last successful answer returned. Absent, null and {} are the first sync.', {
        documentation: '{} on the first sync and after a re-sync, and null in one FAQ',
        practice: 'test events without it',
      }),
    ),
  secrets: described(z.nullish(entries),
      known('The secrets of the connection, an object of texts.', {
        documentation: 'connections made before 2022-10-04 may hold nested values',
      }),
    ),
  customPayload: described(payloads,
    known('The custom payload of the connection, an object of texts.', {
      documentation: 'its values, set as pairs of key and value since 2023-10',
      unknown: 'the name of this field; the three that follow are read where it is absent',
    }),
  ),
  customPayloads: described(payloads, known('Read where customPayload is absent.', 'unknown')),
  custom_payload: described(payloads, known('Read where the two before are absent.', 'unknown')),
  custom_payloads: described(payloads,
    known('Read where the three before are absent.', { documentation: 'as the name in the REST API', unknown: 'as the name in an event' }),
  ),
  setup_test: described(z.optional(z.unknown()),
      known('true in a setup test; anything else is none.', { documentation: 'a boolean', practice: 'absent from other events' }),
    ),
  sync_id: described(z.optional(z.unknown()),
      known('A text that correlates logs. Not always a well-formed UUID; any other kind of value is ignored.', {
        documentation: 'since 2023-02, with an example that is none',
      }),
    ),
  bucket: described(z.nullish(z.string()), known('Where the rows go when they go through S3; comes with file, or not at all.', 'code')),
  file: described(z.nullish(z.string()), known("The key of this call's object in that bucket.", 'code')),
});
