import { environment } from '../../src/hosts/environment.ts';
import type { KnownState } from './known-states.ts';
import type { CreateHandler } from './stage.ts';

/**
 * The states that a connector cannot read, each with the error that says why. The source is unreachable: an error of
 * any other kind than `STATE` comes after the state was read.
 */
export async function unreadableStates(create: CreateHandler, known: readonly KnownState[]): Promise<readonly string[]> {
  const handler = create('loans', {
    ...environment,
    sleep: () => Promise.resolve(),
    fetch: () => Promise.reject(new TypeError('there is no network')),
    log: () => undefined,
  });
  const secrets = { baseUrl: 'https://loans.example.com/api', apiToken: 'token-of-the-example' };
  const problems = await Promise.all(
    known.map(async ({ file, state }) => {
      const error: unknown = await handler({ state, secrets }).then(() => null, (reason: unknown) => reason);
      return error instanceof Error && error.name === 'STATE' ? [`${file}: ${error.message}`] : [];
    }),
  );
  return problems.flat();
}
