import { answerEvent } from '../edge/answer-event.ts';
import type { Environment } from '../edge/environment.ts';
import { reserveMsMax } from '../edge/limits.ts';
import type { Answer, StoredAnswer } from '../protocol/answer.ts';
import { defaultSource } from '../sources/every-source.ts';
import { sourceNamed } from '../sources/sources.ts';
import { environment as processEnvironment } from './environment.ts';

/** What a Lambda function is called with beside its event; anything of it may be absent. */
export type Context = { readonly getRemainingTimeInMillis?: () => number };

export type Handler = (event: unknown, context?: Context | null) => Promise<Answer | StoredAnswer>;

/**
 * A Lambda handler for the source of that name. An unknown name fails each call rather than the import, so that
 * Fivetran shows what is wrong. Without a context the call has no time limit.
 */
export function createHandler(sourceName: string, environment: Environment): Handler {
  return async (event, context) =>
    answerEvent(sourceNamed(sourceName), event, environment, usableMs(context?.getRemainingTimeInMillis?.()));
}

/** The function that Lambda calls. `SOURCE` in its environment names the source, `loans` unless set, or the one that the bundle was built for. */
export const handler: Handler = createHandler(process.env['SOURCE'] ?? defaultSource, processEnvironment);

/** The time left less what printing and sending the answer takes. */
function usableMs(remainingMs: number | undefined): number {
  if (remainingMs === undefined) return Number.POSITIVE_INFINITY;
  return remainingMs - Math.min(reserveMsMax, remainingMs / 10);
}
