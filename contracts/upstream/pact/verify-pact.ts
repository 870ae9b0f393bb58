import '../../without-tracking.ts';
import { Verifier } from '@pact-foundation/pact';
import type { LoanApiFault } from '../../../src/demo/loan-platform/loan-api-answer.ts';
import { startLoanApi } from '../../../src/demo/loan-platform/loan-api.ts';
import { knownToken } from './examples.ts';
import { providerStates, type Provider, type StateName } from './provider-states.ts';
import { wrongApis, type Subject } from './wrong-apis.ts';

/**
 * A process of its own, because Pact prints a report of every run and nothing turns that off. It verifies a contract, the
 * first argument, against each of the loan APIs that the others name, and sends Pact's reports.
 */
const [, , contract = '', ...subjects] = process.argv;
for (const subject of subjects) process.send?.(await verify(contract, faultOf(subject as Subject)));

function faultOf(subject: Subject): LoanApiFault | undefined {
  return subject === 'the loan API' ? undefined : wrongApis[subject];
}

async function verify(file: string, spoil: LoanApiFault | undefined): Promise<string> {
  let provider: Provider | null = null;
  const prepared = (): Provider => {
    if (provider === null) throw new Error('no state was prepared');
    return provider;
  };
  const api = await startLoanApi({
    token: knownToken,
    // One API for all states: Pact takes its address once.
    platform: {
      now: () => prepared().platform.now(),
      listApplications: (...page) => prepared().platform.listApplications(...page),
      listDeleted: (...page) => prepared().platform.listDeleted(...page),
      applicantsOf: (id) => prepared().platform.applicantsOf(id),
    },
    intercept: () => prepared().fault ?? spoil,
  });
  const stateHandlers = Object.fromEntries(
    Object.keys(providerStates).map((name) => [
      name,
      (parameters: unknown) => {
        // The contract was written from states of the same type.
        const prepare = providerStates[name as StateName] as (parameters: unknown) => Provider;
        provider = prepare(parameters);
        return Promise.resolve();
      },
    ]),
  );
  try {
    const verifier = new Verifier({ provider: 'loan-api', providerBaseUrl: api.url, logLevel: 'error', pactUrls: [file], stateHandlers });
    return await verifier.verifyProvider();
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  } finally {
    await api.close();
  }
}
