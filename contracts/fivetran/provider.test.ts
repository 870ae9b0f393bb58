import { contracts } from './contracts.ts';
import { testInteractions } from './provider-tests.ts';
import { verifyContract } from './verification.ts';

testInteractions('the connector', contracts.connector, async () => {
  const [verified] = await verifyContract(contracts.connector, { module: 'src/hosts/lambda.ts' });
  return verified;
});

testInteractions('the connector to a source with snapshots', contracts.snapshots, async () => {
  const [verified] = await verifyContract(contracts.snapshots, { module: 'contracts/fivetran/snapshot-connector.ts' });
  return verified;
});
