import type { Command } from './command.ts';
import type { LoanSourceSize } from './loan-source.ts';

/** A world: how it begins, and what happens in it. The same world always has the same history. */
export type World = { readonly setup: Setup; readonly commands: readonly Command[] };

export type Setup = LoanSourceSize & {
  /** Of the jitter in waiting. */
  readonly seed: number;
  readonly pageSize: number;
  readonly settleSeconds: number;
  /** How far Lambda's clock is ahead of the source's, in milliseconds. */
  readonly lambdaAheadMs: number;
  readonly concurrency: number;
  readonly attempts: number;
  readonly timeoutSeconds: number;
  readonly requestsPerSecond: number | null;
  /** What an answer may take, in bytes: little, so that a sync takes many calls. */
  readonly answerBytesMax: number;
  /** The same for the rows of a call, where they go through S3. */
  readonly storedBytesMax: number;
  readonly throughS3: boolean;
  /** How long a call may take that nothing else was drawn for, in milliseconds; null is no limit. */
  readonly callLimitMs: number | null;
  /** Where the first window begins, in minutes before the world does; null is the beginning of time. */
  readonly startMinutes: number | null;
  /** Whether the source's answers carry a `Date`. */
  readonly dates: boolean;
};

/** When every world begins. */
export const worldBegins = Date.UTC(2026, 0, 1);

/** A small world that nothing is wrong with. */
export const plainSetup: Setup = {
  seed: 1,
  applications: 7,
  deletions: 1,
  advisors: 3,
  pageSize: 2,
  settleSeconds: 5,
  lambdaAheadMs: 0,
  concurrency: 2,
  attempts: 3,
  timeoutSeconds: 10,
  requestsPerSecond: null,
  answerBytesMax: 3_000,
  storedBytesMax: 3_000,
  throughS3: false,
  callLimitMs: null,
  startMinutes: null,
  dates: true,
};
