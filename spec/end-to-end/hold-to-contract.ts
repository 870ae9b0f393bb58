import assert from 'node:assert/strict';
import { readLoanApiContract } from '../../contracts/upstream/loan-api-contract.ts';
import type { LoanApiExchange } from '../../src/demo/loan-platform/loan-api-exchange.ts';

/** Holds what crosses between a connector and a loan API to loan-api.yaml. */
export type Hold = {
  readonly onExchange: (exchange: LoanApiExchange) => void;
  /** Throws where an exchange was not as the document says; where that was announced, it throws if all were. */
  readonly check: () => void;
};

/** Comparing more would take longer than the test. */
const shownMax = 20;

const contract = await readLoanApiContract();

/** `deviates` announces that the API is made to break its contract, or is asked for what it does not have. */
export function holdToContract(deviates: boolean): Hold {
  const deviations = new Set<string>();
  return {
    onExchange: (exchange) => {
      for (const deviation of contract(exchange)) if (deviations.size < shownMax) deviations.add(deviation);
    },
    check: () => {
      if (deviates) assert.notDeepEqual([...deviations], [], 'no exchange broke loan-api.yaml, although that was announced');
      else assert.deepEqual([...deviations], [], 'loan-api.yaml was not kept');
    },
  };
}
