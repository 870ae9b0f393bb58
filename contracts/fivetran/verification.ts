import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';
import { pactPath, type Contract } from './contracts.ts';
import type { Exchange } from './stage.ts';

/** What comes of verifying a contract: Pact's own report, and what crossed, by what was asked for. */
export type Verification = {
  readonly report: string;
  readonly exchanges: Readonly<Record<string, Exchange>>;
};

/** What each interaction of a contract came to: what broke it, in words, or null. */
export type Verdicts = Readonly<Record<string, string | null>>;

/** What a verification came to, read. */
export type Verified = { readonly verdicts: Verdicts; readonly exchanges: Verification['exchanges'] };

/** What to verify: the `createHandler` of a module, by the module's path, against the contract or one interaction of it. */
export type Subject = { readonly module: string; readonly asks?: string };

/** Verifies a contract against one subject after the other. Rejects where that cannot be done at all. */
export async function verifyContract<const Subjects extends readonly Subject[]>(
  contract: Contract,
  ...subjects: Subjects
): Promise<{ readonly [nth in keyof Subjects]: Verified }> {
  const child = fork(new URL('verify-pact.ts', import.meta.url), [pactPath(contract), JSON.stringify(subjects)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const sent: Verification[] = [];
  let complaints = '';
  child.stderr?.on('data', (text: Buffer) => (complaints += text.toString()));
  child.on('message', (message) => sent.push(message as Verification));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 || sent.length !== subjects.length) {
    throw new Error(`the contract could not be verified (exit code ${code}):\n${complaints}`);
  }
  const verified = sent.map(({ report, exchanges }): Verified => ({ verdicts: verdictsOf(report), exchanges }));
  return verified as { readonly [nth in keyof Subjects]: Verified };
}

const mismatch = z.looseObject({ path: z.string().optional(), mismatch: z.string() });

const report = z.looseObject({
  interactionResults: z.array(
    z.looseObject({
      description: z.string(),
      result: z.enum(['OK', 'Error']),
      mismatch: z.looseObject({ mismatches: z.array(mismatch).optional() }).optional(),
    }),
  ),
});

function verdictsOf(text: string): Verdicts {
  const { interactionResults } = report.parse(JSON.parse(text));
  return Object.fromEntries(
    interactionResults.map(({ description, result, mismatch: found }) => {
      if (result === 'OK') return [description, null];
      const mismatches = (found?.mismatches ?? []).map(({ path, mismatch }) => [path, mismatch].filter(Boolean).join(': '));
      return [description, mismatches.length > 0 ? mismatches.join('\n') : JSON.stringify(found)];
    }),
  );
}
