import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { unzipSync } from 'fflate';
import { packageConnector } from '../../scripts/package/package-connector.ts';
import { contracts } from './contracts.ts';
import { testInteractions } from './provider-tests.ts';
import { verifyContract } from './verification.ts';

const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
after(() => rm(folder, { recursive: true }));

testInteractions('the bundle', contracts.connector, async () => {
  await packageConnector(folder);
  const { 'index.mjs': code } = unzipSync(await readFile(join(folder, 'connector.zip')));
  if (code === undefined) throw new Error('the bundle holds no index.mjs');
  await writeFile(join(folder, 'index.mjs'), code);
  const [verified] = await verifyContract(contracts.connector, { module: join(folder, 'index.mjs') });
  return verified;
});
