import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../../without-tracking.ts';
import { PactV4 } from '@pact-foundation/pact';
import type { GeneratedFile } from '../../generated-file.ts';
import type { Interaction } from './interaction.ts';
import { playUse, type Use } from './uses.ts';

/** The contract as it is kept. */
export const pactPath = 'contracts/upstream/pact/connector-loan-api.json';

/**
 * Plays the connector against Pact's server, which answers with the examples and counts what it was asked. Resolves with
 * the contract; rejects where a request was not as agreed or was not made, or an answer could not be used.
 */
export async function writePact(uses: readonly Use[]): Promise<GeneratedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'pact-'));
  try {
    for (const use of uses) await play(folder, use);
    return { path: pactPath, text: `${(await readFile(join(folder, 'connector-loan-api.json'), 'utf8')).trimEnd()}\n` };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function play(dir: string, use: Use): Promise<void> {
  const pact = new PactV4({ consumer: 'connector', provider: 'loan-api', dir, logLevel: 'error' });
  const added = use.meets.map((interaction) => add(pact, interaction));
  const last = added.at(-1);
  assert.ok(last !== undefined, `the connector ${use.what} without asking anything`);
  const failures: unknown[] = [];
  // Any of them plays all that were added. What Pact saw comes first: where it differs, the connector only failed of it.
  await last.executeTest(async ({ url }) => playUse(use, url).catch((error: unknown) => void failures.push(error)));
  for (const failure of failures) throw failure;
}

function add(pact: PactV4, { description, given, request, answer }: Interaction) {
  return pact
    .addInteraction()
    .uponReceiving(description)
    .given(given.name, given.parameters)
    .withRequest('GET', request.path, (builder) => {
      builder.query({ ...request.query }).headers({ Accept: 'application/json', Authorization: `Bearer ${request.token}` });
    })
    .willRespondWith(answer.status, (builder) => {
      builder.headers({ ...answer.headers }).jsonBody(answer.body);
    });
}
