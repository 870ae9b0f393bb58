import { startLoanApi, type LoanApi, type LoanApiOptions } from '../../src/demo/loan-platform/loan-api.ts';
import { createLoanPlatform, type LoanPlatform } from '../../src/demo/loan-platform/loan-platform.ts';
import { startLocalLambda, type LocalLambda, type LocalLambdaOptions } from './local-lambda.ts';

/** Where a check runs. */
export type Ground = {
  /** AWS's runtime client. */
  readonly client: string;
  /** The folder of the unpacked zip, with stubborn.mjs beside the bundle. */
  readonly taskRoot: string;
  /** For files that are thrown away. */
  readonly scratch: string;
};

/** What the loan APIs of the checks ask for. */
export const token = 'token-of-the-local-loan-api';

/** A loan API on loopback, as a connection reads it. */
export type LoanSource = {
  readonly api: LoanApi;
  readonly platform: LoanPlatform;
  readonly secrets: { readonly baseUrl: string; readonly apiToken: string };
  /** An event of Fivetran for this source, with these fields in place of the usual ones. */
  readonly event: (fields?: object) => string;
};

type GivenLoans = Partial<Pick<LoanApiOptions, 'basePath' | 'intercept'>> & { readonly seed?: number; readonly applications?: number };

/** Serves a loan API while it is used. */
export async function withLoans<Result>({ seed = 7, applications = 30, ...served }: GivenLoans, use: (source: LoanSource) => Promise<Result>): Promise<Result> {
  const platform = createLoanPlatform({ seed, applications, advisors: 3, now: Date.now });
  const api = await startLoanApi({ platform, token, ...served });
  try {
    const secrets = { baseUrl: api.url, apiToken: token };
    return await use({ api, platform, secrets, event: (fields) => JSON.stringify({ state: {}, secrets, customPayload: {}, sync_id: 'sync-1', ...fields }) });
  } finally {
    await api.close();
  }
}

/** Runs the packaged function while it is used, unless the options name another. An error brings along what the function said. */
export async function withLambda<Result>(
  { client, taskRoot }: Ground,
  options: Partial<LocalLambdaOptions>,
  use: (lambda: LocalLambda) => Promise<Result>,
): Promise<Result> {
  const lambda = await startLocalLambda({ client, taskRoot, handler: 'index.handler', timeoutMs: 60_000, memoryMegabytes: 512, ...options });
  try {
    return await use(lambda);
  } catch (error) {
    // What the process itself said usually tells why.
    throw new Error(`The function's last lines of log:\n${lambda.log.slice(-linesShown).join('\n')}`, { cause: error });
  } finally {
    await lambda.close();
  }
}

/** How much of the function's log is shown where a check fails, in lines. */
const linesShown = 10;
