import { Failure } from '../core/failure.ts';
import type { StoredObject } from '../protocol/event.ts';
import type { Environment } from './environment.ts';
import { storingMsMax } from './limits.ts';

/**
 * F2: puts a call's rows where its event says, by `deadlineMs` at the latest (Infinity is no limit of the call's, but storing
 * has one of its own); resolves once they are stored. Rejects with `SETTINGS` where S3 refuses it, which an operator has to mend, and with `SOURCE` where it failed
 * or took too long, which may pass. It is given up when `signal` aborts.
 */
export async function storeRows(
  { putObject, timeout, now }: Pick<Environment, 'putObject' | 'timeout' | 'now'>,
  object: StoredObject,
  body: Uint8Array,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<void> {
  const patienceMs = Math.max(0, Math.min(storingMsMax, deadlineMs - now()));
  // With no time left the call would be over before its object could be given up.
  const tooLate = patienceMs > 0 ? timeout(patienceMs) : AbortSignal.abort();
  try {
    tooLate.throwIfAborted();
    await putObject(object, body, AbortSignal.any([signal, tooLate]));
  } catch (error) {
    const status = statusOf(error);
    const refused = status !== null && status >= 300 && status < 500 && ![408, 425, 429].includes(status);
    throw new Failure(
      refused ? 'SETTINGS' : 'SOURCE',
      {
        at: `object ${object.key} in bucket ${object.bucket}`,
        expected: `its ${body.length} bytes to be stored`,
        came:
          tooLate.aborted
            ? `they were not within ${patienceMs / 1_000} s`
            : `${error instanceof Error ? error.name : 'an error'} came${status === null ? '' : ` with status ${status}`}`,
        action: refused
          ? "See that the bucket exists, in this function's region, and that the function's role may put objects into it."
          : 'The state stays where it was; Fivetran tries again later.',
      },
      { cause: error },
    );
  }
}

/** The HTTP status that an error of AWS's SDK carries. */
function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return null;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}
