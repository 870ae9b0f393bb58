import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../without-tracking.ts';
import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import { isJsonObject } from '../../src/core/json.ts';
import { parseJson } from '../../src/edge/json.ts';
import { buildEvent } from '../../src/emulator/build-event.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { callOf, connectionOf } from './connection.ts';
import { pactPath, type Contract } from './contracts.ts';
import type { Interaction } from './interaction.ts';

const { like, regex, string } = MatchersV3;

/**
 * Plays every interaction as its consumer, the stand-in for Fivetran: its own events, and its own reading of the
 * answers. Resolves with the contract, and rejects with the first answer that it cannot use.
 */
export async function writePact({ provider, interactions }: Contract): Promise<GeneratedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'pact-'));
  try {
    const pact = new PactV4({ consumer: 'fivetran', provider, dir: folder, logLevel: 'error' });
    for (const interaction of interactions) await play(pact, interaction);
    return { path: pactPath({ provider }), text: `${(await readFile(join(folder, `fivetran-${provider}.json`), 'utf8')).trimEnd()}\n` };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function play(pact: PactV4, interaction: Interaction): Promise<void> {
  const { asks, given, template, use } = interaction;
  const event = buildEvent(connectionOf(interaction), callOf(interaction));
  await pact
    .addSynchronousInteraction(asks)
    .given(given)
    .withRequest((request) => void request.withJSONContent(eventTemplate(event)))
    .withResponse((response) => void response.withJSONContent(template))
    .executeTest(async ({ Request, Response }) => {
      // Pact itself compares nothing that a consumer sends in a message.
      assert.deepEqual(JSON.parse(textOf(Request.content)), JSON.parse(event));
      const text = textOf(Response[0]?.content);
      await use(() => Promise.resolve({ kind: 'answer', text }), event);
    });
}

/** The event, and how far it binds: names and settings to the letter, what a connection was set up with by its kind. */
function eventTemplate(text: string): object {
  const event = parseJson(text);
  assert.ok(isJsonObject(event));
  const { agent, secrets, state, sync_id } = event;
  assert.ok(typeof agent === 'string' && typeof sync_id === 'string');
  return {
    ...event,
    agent: regex('^Fivetran AWS Lambda Connector/[^/]+/[^/]+$', agent),
    state: state === null ? null : like(state),
    secrets: like(secrets),
    sync_id: string(sync_id),
  };
}

function textOf(content: unknown): string {
  assert.ok(Buffer.isBuffer(content), 'the contract has an empty message');
  return content.toString('utf8');
}
