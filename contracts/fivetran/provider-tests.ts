import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildEvent } from '../../src/emulator/build-event.ts';
import type { Invocation } from '../../src/emulator/invoke.ts';
import { failWith } from '../fail-with.ts';
import { brokenSchema } from './broken-schema.ts';
import { callOf, connectionOf } from './connection.ts';
import type { Contract } from './contracts.ts';
import type { Interaction } from './interaction.ts';
import type { SchemaName } from './schemas.ts';
import type { Exchange } from './stage.ts';
import type { Verified } from './verification.ts';

/** Holds a connector to a contract, one test per interaction. */
export function testInteractions(connector: string, { interactions }: Contract, verify: () => Promise<Verified>): void {
  const verifying = Promise.withResolvers<Verified>();
  test(`The whole contract is verified against ${connector}`, async () => {
    await verify().then(verifying.resolve, verifying.reject);
    const { verdicts } = await verifying.promise;
    assert.deepEqual(Object.keys(verdicts).sort(), interactions.map(({ asks }) => asks).sort());
  });
  for (const interaction of interactions) {
    test(`${connector} keeps its contract for ${interaction.asks}`, async () => {
      const { verdicts, exchanges } = await verifying.promise;
      failWith(verdicts[interaction.asks] ?? null);
      const exchange = exchanges[interaction.asks];
      assert.ok(exchange !== undefined);
      checkData(exchange);
      checkSchemas(interaction, exchange);
      await checkUse(interaction, exchange);
    });
  }
}

/** A provider that repeated the example would keep any contract. */
function checkData({ event, invocation, object }: Exchange): void {
  assert.doesNotMatch([event, JSON.stringify(invocation), object].join('\n'), dataOfExamples);
}

const dataOfExamples = /loans\.example\.com|token-of-the-example|rows-of-the-example|la_1000000001|ap_2000000001|ad_300001/;

/** What crossed keeps the schemas as well, which refuse a field that they do not name. */
function checkSchemas({ object, message }: Interaction, exchange: Exchange): void {
  failWith(brokenSchema('event', JSON.parse(exchange.event)));
  const schema = object === undefined ? 'answer' : message === 'stored object' ? 'stored-object' : 'stored-answer';
  const { kind } = exchange.invocation;
  const [name, text]: [SchemaName, string] = kind === 'error' ? ['error', textOf(exchange.invocation)] : [schema, textOfMessage(message, exchange)];
  failWith(brokenSchema(name, JSON.parse(text)));
}

/** The stand-in can put to use what really came, not only the example of it. */
async function checkUse(interaction: Interaction, exchange: Exchange): Promise<void> {
  const { invocation } = exchange;
  const came: Invocation = invocation.kind === 'error' ? invocation : { kind: 'answer', text: textOfMessage(interaction.message, exchange) };
  await interaction.use(() => Promise.resolve(came), buildEvent(connectionOf(interaction), callOf(interaction)));
}

function textOfMessage(message: Interaction['message'], { invocation, object }: Exchange): string {
  return message === 'stored object' && object !== null ? object : textOf(invocation);
}

/** As Lambda prints it. */
function textOf(invocation: Invocation): string {
  if (invocation.kind === 'answer') return invocation.text;
  const { errorType, errorMessage } = invocation;
  return JSON.stringify({ errorType, errorMessage });
}
