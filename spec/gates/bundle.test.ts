import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { packageConnector } from '../../scripts/package.ts';
import { localLoans, token } from '../end-to-end/local-loans.ts';
import type { Handler } from '../../src/hosts/lambda.ts';

test('The bundle is one index.mjs whose handler answers as the source code does', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  context.after(() => rm(folder, { recursive: true }));
  await packageConnector(folder);
  const files = unzipSync(await readFile(join(folder, 'connector.zip')));
  assert.deepEqual(Object.keys(files), ['index.mjs']);
  await writeFile(join(folder, 'index.mjs'), files['index.mjs'] ?? '');
  const { handler } = (await import(pathToFileURL(join(folder, 'index.mjs')).href)) as { handler: Handler };

  const { api, call } = await localLoans(context, { applications: 3 });
  const event = { state: {}, secrets: { baseUrl: api.url, apiToken: token }, customPayload: { start: '2020-01-01T00:00:00Z' } };
  const [bundled, source] = [await handler(event), await call(event)];
  assert.deepEqual(JSON.stringify({ ...bundled, state: {} }), JSON.stringify({ ...source, state: {} }));
  await assert.rejects(handler({}), { name: 'SETTINGS' });
});
