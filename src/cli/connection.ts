import type { Source } from '../edge/source.ts';
import type { ConnectionSetup } from '../emulator/build-event.ts';
import { invokeHandler, type Invoke } from '../emulator/invoke.ts';
import { invokeLambda, type LambdaTarget } from '../emulator/invoke-lambda.ts';
import type { TracedAsks } from '../emulator/trace.ts';
import { createHandler } from '../hosts/lambda.ts';
import { sourceNamed } from '../sources/sources.ts';
import { readLambdaTarget, type LambdaOptions } from './lambda-options.ts';
import type { Printer } from './printer.ts';
import { readPayload } from './read-payload.ts';
import { readSecrets, type Secrets } from './read-secrets.ts';
import type { Terminal } from './terminal.ts';
import { watchRequests } from './watch-requests.ts';

/** What the options of `check` and `sync` say about the connection. */
export type ConnectionOptions = LambdaOptions & {
  readonly source: string;
  /** A file; the environment where it is left out. */
  readonly secrets?: string;
  /** Each `key=value`. */
  readonly payload: readonly string[];
  /** What an answer may take, in bytes; Lambda's own limit where it is left out. */
  readonly answerBytes?: number;
};

/** A source's function, set up as a connection in Fivetran would be. */
export type Connection = {
  readonly source: Source;
  readonly setup: ConnectionSetup;
  readonly invoke: Invoke;
  /** The deployed function that is called; null where the source's own is run in this process. */
  readonly lambda: LambdaTarget | null;
  /** What the function asked its source for since this was last called; of a deployed one nothing can be seen. */
  readonly takeAsks: () => TracedAsks;
};

/** Reads what the connection is set up with; from then on the printer hides its credentials. Throws `UsageError`. */
export async function openConnection(options: ConnectionOptions, terminal: Terminal, printer: Printer): Promise<Connection> {
  const source = sourceNamed(options.source);
  const lambda = readLambdaTarget(options);
  const secrets = await readSecrets(source, options.secrets, terminal.variables);
  printer.hide(credentialsIn(secrets));
  const setup = { secrets, payload: readPayload(options.payload, source) };
  if (lambda !== null) return { source, setup, lambda, invoke: invokeLambda(lambda), takeAsks: () => ({ pages: [], others: 0 }) };
  const watch = watchRequests(source, terminal.environment.fetch);
  const handler = createHandler(options.source, {
    ...terminal.environment,
    fetch: watch.fetch,
    answerBytesMax: options.answerBytes ?? terminal.environment.answerBytesMax,
    storedBytesMax: options.answerBytes ?? terminal.environment.storedBytesMax,
    // What it would tell CloudWatch, the terminal is told in its own words.
    log: () => undefined,
  });
  return { source, setup, lambda, invoke: invokeHandler(handler, terminal.environment.now), takeAsks: watch.take };
}

/** All secrets but what is plainly an address. */
function credentialsIn(secrets: Secrets): readonly string[] {
  return Object.values(secrets).filter((value) => !/^https?:\/\/[^@]*$/.test(value));
}
