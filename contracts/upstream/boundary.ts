import type { Boundary } from '../boundary.ts';
import { writeStaleFiles } from '../generated-file.ts';
import { uses } from './pact/uses.ts';
import { writePact } from './pact/write-pact.ts';

/** The connector asks; the API of a source answers. */
export const upstream: Boundary = {
  name: 'The connector and the loan API',
  consumer: 'the connector',
  provider: 'the loan API',
  checks: [
    {
      file: 'contracts/upstream/pact/consumer.test.ts',
      holds: 'the contract to what the connector asks and uses',
      toMove:
        'The consumer: the connector may ask only what the loan API offers (loan-api.yaml). Where the new request is right, write the contract again; the loan API then has to keep it.',
    },
    {
      file: 'contracts/upstream/pact/provider.test.ts',
      holds: 'the loan API to the contract',
      toMove: 'The provider: the loan API has to answer as the contract says, for the connector relies on it.',
    },
    {
      file: 'contracts/upstream/pact/wrong-apis.test.ts',
      holds: 'the contract to what it has to catch',
      toMove: 'Whoever changed the contract or its states: it no longer sees an API that is wrong.',
    },
    {
      file: 'contracts/upstream/loan-api-contract.test.ts',
      holds: 'the loan API to its OpenAPI document, and the check to what it has to catch',
      toMove: 'The provider: loan-api.yaml is what others were told, so that the loan API has to follow it.',
    },
    {
      file: 'contracts/upstream/recording/recordings.test.ts',
      holds: 'whole syncs to the recorded ones, played by either side',
      toMove:
        'Whoever changed: where a request or an answer of the connector differs, the connector; where an answer of the source does, the loan API. Where the change is meant, `npm run record -- --update`.',
    },
    {
      file: 'contracts/upstream/recording/exchange.test.ts',
      holds: 'recordings to being exact and without credentials',
      toMove: 'Whoever changed how recordings are written.',
    },
  ],
  write: async () => writeStaleFiles([await writePact(uses)]),
};
