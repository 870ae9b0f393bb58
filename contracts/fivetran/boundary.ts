import { createHandler } from '../../src/hosts/lambda.ts';
import type { Boundary } from '../boundary.ts';
import { writeStaleFiles } from '../generated-file.ts';
import { contracts } from './contracts.ts';
import { answeredStates } from './answered-states.ts';
import { stateFilesFor } from './known-states.ts';
import { schemaFiles } from './schemas.ts';
import { writePact } from './write-pact.ts';

/** Fivetran, played by the stand-in, asks; the connector answers. */
export const fivetran: Boundary = {
  name: 'Fivetran and the connector',
  consumer: 'Fivetran, played by src/emulator',
  provider: 'the connector',
  checks: [
    {
      file: 'contracts/fivetran/schemas.test.ts',
      holds: 'the JSON Schemas to the shapes in src/protocol',
      toMove: 'Whoever changed a shape: see that Fivetran takes it, then write the schemas again (npm run contracts -- --write).',
    },
    {
      file: 'contracts/fivetran/consumer.test.ts',
      holds: 'the contract to what the stand-in sends and can use',
      toMove: 'The consumer: the stand-in may only ask for what Fivetran does. Where that is right, write the contract again (npm run contracts -- --write); the connector then has to follow.',
    },
    {
      file: 'contracts/fivetran/provider.test.ts',
      holds: 'the connector to the contract',
      toMove: 'The provider: the connector has to answer as the contract says. Fivetran does not move.',
    },
    {
      file: 'contracts/fivetran/bundle.test.ts',
      holds: 'the built bundle to the contract',
      toMove: 'The provider: where the connector keeps the contract and the bundle does not, the build is at fault.',
    },
    {
      file: 'contracts/fivetran/states.test.ts',
      holds: 'the connector to every shape of state that it ever answered with',
      toMove:
        'The provider: connections still hold these states, so that the connector has to go on reading them. Where it answers with a new shape, write the files again (npm run contracts -- --write), which keeps it.',
    },
    {
      file: 'contracts/fivetran/wrong-connectors.test.ts',
      holds: 'the checks to what they have to catch',
      toMove: 'Whoever changed a check: it no longer sees a connector that is wrong.',
    },
  ],
  write: async () => {
    const states = await stateFilesFor(await answeredStates(createHandler, contracts.connector));
    return writeStaleFiles([...schemaFiles(), await writePact(contracts.connector), await writePact(contracts.snapshots), ...states]);
  },
};
