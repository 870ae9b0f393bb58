import { testInteractions } from './provider-tests.ts';
import { verifyContract } from './verification.ts';

testInteractions('the connector', async () => {
  const [verified] = await verifyContract({ module: 'src/hosts/lambda.ts' });
  return verified;
});
