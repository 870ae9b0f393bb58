import type { TestContext } from 'node:test';
import { startLoanApi, type LoanApi, type LoanApiOptions } from '../../src/demo/loan-platform/loan-api.ts';
import { createLoanPlatform, type LoanPlatform } from '../../src/demo/loan-platform/loan-platform.ts';
import type { Environment } from '../../src/edge/environment.ts';
import { environment } from '../../src/hosts/environment.ts';
import { createHandler, type Context } from '../../src/hosts/lambda.ts';
import type { Answer } from '../../src/protocol/answer.ts';
import { holdToContract } from './hold-to-contract.ts';

export const token = 'token-of-the-local-loan-api';

/** A loan API on loopback for the length of a test, and a handler that reads it. */
export type LocalLoans = {
  readonly platform: LoanPlatform;
  readonly api: LoanApi;
  /** What the handler logged, a line each. */
  readonly log: Readonly<Record<string, unknown>>[];
  /** Each wait before a retry, in milliseconds; none is waited for, the handler's clock only moves on. */
  readonly waits: number[];
  readonly call: (event?: object, context?: Context) => Promise<Answer>;
};

type Given = Partial<Pick<LoanApiOptions, 'basePath' | 'afterListRead' | 'intercept'>> & {
  readonly applications?: number;
  /** Announces exchanges that loan-api.yaml does not allow; unannounced ones fail the test. */
  readonly deviates?: boolean;
  readonly environment?: Partial<Environment>;
};

export async function localLoans(context: TestContext, given: Given = {}): Promise<LocalLoans> {
  const { applications = 30, deviates = false, environment: replaced, ...served } = given;
  const platform = createLoanPlatform({ seed: 7, applications, advisors: 3, now: Date.now });
  const held = holdToContract(deviates);
  const api = await startLoanApi({ platform, token, onExchange: held.onExchange, ...served });
  context.after(async () => {
    await api.close();
    held.check();
  });
  const log: LocalLoans['log'] = [];
  const waits: number[] = [];
  const handler = createHandler('loans', {
    ...environment,
    now: () => Date.now() + sumOf(waits),
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    log: (line) => log.push(line),
    ...replaced,
  });
  const secrets = { baseUrl: api.url, apiToken: token };
  return {
    platform,
    api,
    log,
    waits,
    call: async (event = {}, context) => {
      const answer = await handler({ state: {}, secrets, sync_id: 'sync-1', ...event }, context);
      if (!('insert' in answer)) throw new Error('the rows went through S3');
      return answer;
    },
  };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
