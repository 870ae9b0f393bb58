import { pathToFileURL } from 'node:url';
import '../without-tracking.ts';
import { Verifier } from '@pact-foundation/pact';
import { parseJson } from '../../src/edge/json.ts';
import type { Invocation } from '../../src/emulator/invoke.ts';
import { contracts, type Contract } from './contracts.ts';
import type { Interaction } from './interaction.ts';
import { openStage, type ContractEvent, type CreateHandler, type Exchange, type Stage } from './stage.ts';
import { stages, type StageName } from './stages.ts';
import type { Subject, Verification } from './verification.ts';

/**
 * A process of its own: Pact prints a report of every run, which nothing turns off. It verifies a contract, the first
 * argument, against each of the subjects in the second one, and sends what came of each to its parent.
 */
const [, , contract = '', subjects = '[]'] = process.argv;
for (const { module, asks } of JSON.parse(subjects) as readonly Subject[]) {
  // Pact takes its filter from nowhere else, as a regular expression.
  process.env['PACT_DESCRIPTION'] = asks === undefined ? '' : `^${asks}$`;
  const { createHandler } = (await import(pathToFileURL(module).href)) as { createHandler: CreateHandler };
  process.send?.(await verify(contract, createHandler));
}

async function verify(contract: string, create: CreateHandler): Promise<Verification> {
  const exchanges: Record<string, Exchange> = {};
  let stage: Stage | null = null;
  const stateHandlers = Object.fromEntries(
    Object.entries(stages).map(([name, prepare]: [string, (typeof stages)[StageName]]) => {
      const setup = async (): Promise<void> => {
        stage = await openStage(create);
        await prepare(stage);
      };
      const teardown = async (): Promise<void> => stage?.close();
      return [name, { setup, teardown }];
    }),
  );
  const messageProviders = Object.fromEntries(
    Object.values<Contract>(contracts).flatMap(({ interactions }) => interactions).map(({ asks, message }) => [
      asks,
      async ({ content }: { readonly content?: unknown }) => {
        if (stage === null) throw new Error(`no stage was prepared for ${asks}`);
        const exchange = await stage.invoke(content as ContractEvent);
        exchanges[asks] = exchange;
        return messageOf(message, exchange);
      },
    ]),
  );
  const verifier = new Verifier({ provider: 'connector', logLevel: 'error', pactUrls: [contract], stateHandlers, messageProviders });
  const report = await verifier.verifyProvider().catch((error: unknown) => {
    if (error instanceof Error) return error.message;
    throw error;
  });
  return { report, exchanges };
}

function messageOf(message: Interaction['message'], { invocation, object }: Exchange): unknown {
  return message === 'stored object' && object !== null ? parseJson(object) : printInvocation(invocation);
}

/** As Lambda prints what an invocation came to. */
function printInvocation(invocation: Invocation): unknown {
  if (invocation.kind === 'answer') return parseJson(invocation.text);
  const { errorType, errorMessage } = invocation;
  return { errorType, errorMessage };
}
