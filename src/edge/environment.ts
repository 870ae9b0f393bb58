import type { StoredObject } from '../protocol/event.ts';

/** What the edge takes from outside, so that a simulation can stand in for all of it. */
export type Environment = {
  /** Milliseconds since 1970 by the local clock. */
  readonly now: () => number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  /** As the Fetch standard has it; it must honour `signal`. */
  readonly fetch: (url: URL, init: RequestInit & { readonly signal: AbortSignal }) => Promise<Response>;
  /** Aborts after so many milliseconds. */
  readonly timeout: (ms: number) => AbortSignal;
  /** What an answer may take, in bytes of UTF-8 JSON. */
  readonly answerBytesMax: number;
  /** What the rows of a call that go through S3 may take, in bytes of UTF-8 JSON. */
  readonly storedBytesMax: number;
  /** Puts an object into a bucket; resolves once it is stored. It must honour `signal`. */
  readonly putObject: (object: StoredObject, body: Uint8Array, signal: AbortSignal) => Promise<void>;
  /** Writes one structured line. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void;
};
