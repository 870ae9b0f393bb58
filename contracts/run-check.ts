import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import type { Check } from './boundary.ts';

/** What the tests of a check came to. */
export type Outcome = { readonly passed: number; readonly failures: readonly Failed[] };

export type Failed = {
  /** The test's title. */
  readonly test: string;
  /** What it saw, in the words of its assertion. */
  readonly why: string;
};

/** Runs the tests of a check in a process of their own. A file without a test fails. */
export async function runCheck({ file }: Pick<Check, 'file'>): Promise<Outcome> {
  const failures: Failed[] = [];
  let passed = 0;
  const events = run({ files: [file] });
  events.on('test:pass', ({ name }) => {
    // A file that holds no test passes as if it were one.
    if (resolve(name) !== resolve(file)) passed += 1;
  });
  events.on('test:fail', ({ name, details }) => failures.push({ test: name, why: causeOf(details.error).message.trimEnd() }));
  await finished(events.resume());
  return passed + failures.length === 0 ? { passed, failures: [{ test: file, why: 'it holds no test' }] } : { passed, failures };
}

/** node:test wraps what a test threw. */
function causeOf(error: Error): Error {
  return error.cause instanceof Error ? error.cause : error;
}
