import * as z from 'zod';
import type { FailureCode } from '../../src/core/failure.ts';
import { known } from '../../src/protocol/evidence.ts';

/** What each code means to whoever reads it in Fivetran. */
const meanings: Readonly<Record<FailureCode, string>> = {
  SETTINGS: 'a setting that the operator has to correct',
  AUTHENTICATION: 'a credential that the source does not accept',
  SOURCE: 'the source failed after all retries',
  CONTRACT: 'the source answered in another shape than it promised',
  STATE: 'a state that cannot be read',
  LIMIT: 'something too large or too slow',
  BUG: 'a fault of the connector itself',
};

const [first, ...others] = Object.keys(meanings);

/** What an error that the handler throws looks like once Lambda printed it. */
export const errorShape = z.strictObject({
  errorType: z.enum([first ?? '', ...others]).describe(
    known(`The code of the error: ${Object.entries(meanings).map(([code, meaning]) => `${code}, ${meaning}`).join('; ')}.`, {
      aws: "the name of the error's class",
      practice: 'Fivetran shows it before the message',
    }),
  ),
  errorMessage: z
    .string()
    .min(1)
    .describe(
      known('What was expected, what came, what to do, and the name of the sync. Never a secret.', {
        aws: "the error's message",
        practice: 'Fivetran shows it, and tries the same state again later',
      }),
    ),
  trace: z
    .array(z.string())
    .optional()
    .describe(known('The stack, one line each, as runtimes for Node print it. Frames only with BUG.', 'aws')),
  stackTrace: z
    .unknown()
    .optional()
    .describe(known('The same, where an error is returned rather than thrown, which this connector never does.', 'code')),
});
