import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';
import type { Subject } from './wrong-apis.ts';
import { pactPath } from './write-pact.ts';

/** What each interaction of the contract came to, by its description: what broke it, in words, or null. */
export type Verdicts = ReadonlyMap<string, string | null>;

/** Verifies the contract as it is kept against one subject after the other. Rejects where that cannot be done at all. */
export async function verifyContract(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, Verdicts>> {
  const child = fork(new URL('verify-pact.ts', import.meta.url), [pactPath, ...subjects], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const reports: unknown[] = [];
  let complaints = '';
  child.stderr?.on('data', (text: Buffer) => (complaints += text.toString()));
  child.on('message', (message) => reports.push(message));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 || reports.length !== subjects.length) {
    throw new Error(`the contract could not be verified (exit code ${code}):\n${complaints}`);
  }
  return new Map(subjects.map((subject, nth) => [subject, verdictsOf(z.string().parse(reports[nth]))]));
}

const mismatch = z.looseObject({ path: z.string().optional(), mismatch: z.string().optional() });

/** The part of Pact's report that is read here. */
const reportShape = z.looseObject({
  interactionResults: z.array(
    z.looseObject({
      description: z.string(),
      result: z.enum(['OK', 'Error']),
      mismatch: z.looseObject({ mismatches: z.array(mismatch).optional() }).optional(),
    }),
  ),
});

function verdictsOf(report: string): Verdicts {
  const { interactionResults } = reportShape.parse(JSON.parse(report));
  return new Map(
    interactionResults.map(({ description, result, mismatch: found }) => {
      if (result === 'OK') return [description, null];
      const said = (found?.mismatches ?? []).map((each) => (each.mismatch === undefined ? JSON.stringify(each) : [each.path, each.mismatch].filter(Boolean).join(': ')));
      return [description, said.length > 0 ? said.join('\n') : JSON.stringify(found)];
    }),
  );
}
