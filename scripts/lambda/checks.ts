import assert from 'node:assert/strict';
import { payloadBytesMax } from '../../src/emulator/rules/limits.ts';
import { token, withLambda, withLoans, type Ground } from './ground.ts';
import { countRows, summary } from './read-invoked.ts';
import { twoHundredCalls } from './two-hundred-calls.ts';
import { wholeSync } from './whole-sync.ts';

/** A sentence about the function on Lambda, and what shows it: `run` resolves with what was seen, or rejects. */
export type Check = { readonly says: string; readonly run: (ground: Ground) => Promise<string> };

export const checks: readonly Check[] = [
  {
    says: 'A cold call starts a process, and a warm one answers from the same process',
    run: (ground) =>
      withLambda(ground, {}, async (lambda) =>
        withLoans({}, async (source) => {
          const [coldMs, cold] = await timed(() => lambda.invoke(source.event()));
          assert.equal(cold.functionError, undefined, cold.payload);
          const warmMs: number[] = [];
          for (let nth = 0; nth < 20; nth += 1) {
            const [ms, warm] = await timed(() => lambda.invoke(source.event()));
            assert.equal(summary(warm), summary(cold));
            warmMs.push(ms);
          }
          assert.equal(lambda.starts(), 1);
          const median = [...warmMs].sort((one, other) => one - other)[10] ?? 0;
          return `cold ${Math.round(coldMs)} ms with the start of Node, warm ${Math.round(median)} ms (median of 20), ${countRows(cold)} rows each`;
        }),
      ),
  },
  {
    says: 'An error is reported as Lambda does, by its code and without a secret, and the process lives on',
    run: (ground) =>
      withLambda(ground, {}, async (lambda) =>
        withLoans({}, async (source) => {
          const cases: readonly (readonly [string, string])[] = [
            ['SETTINGS', '{}'],
            ['SETTINGS', source.event({ customPayload: { pageSize: 'many' } })],
            ['AUTHENTICATION', source.event({ secrets: { baseUrl: source.api.url, apiToken: 'wrong-token-of-nobody' } })],
            ['STATE', source.event({ state: { version: 0 } })],
            ['SETTINGS', '[]'],
          ];
          for (const [code, event] of cases) {
            const { payload, functionError } = await lambda.invoke(event);
            assert.equal(functionError, 'Unhandled', payload);
            const error = JSON.parse(payload) as { errorType: string; errorMessage: string };
            assert.equal(error.errorType, code, payload);
            assert.doesNotMatch(payload, /wrong-token-of-nobody/);
          }
          assert.equal((await lambda.invoke(source.event())).functionError, undefined);
          assert.equal(lambda.starts(), 1);
          assert.doesNotMatch(lambda.log.join('\n'), new RegExp(`wrong-token-of-nobody|${token}`));
          return `${cases.length} errors, then an answer, from one process; ${lambda.log.length} lines of log without a secret`;
        }),
      ),
  },
  {
    says: 'A SOURCE that does not exist is an error of each call, and a handler that does not exist one of the start',
    run: async (ground) => {
      const unknown = await withLambda(ground, { variables: { SOURCE: 'nothing' } }, (lambda) => lambda.invoke('{}'));
      assert.match(unknown.payload, /"errorType":"SETTINGS".*but 'nothing' was named/);
      const missing = await withLambda(ground, { handler: 'index.nothing' }, (lambda) => lambda.invoke('{}'));
      assert.match(missing.payload, /"errorType":"Runtime\.HandlerNotFound"/);
      return 'SETTINGS; Runtime.HandlerNotFound';
    },
  },
  {
    says: 'A full answer stays under 6 MB, and is taken',
    run: (ground) =>
      withLambda(ground, {}, async (lambda) =>
        withLoans({ applications: 12_000 }, async (source) => {
          const [ms, answer] = await timed(() => lambda.invoke(source.event({ customPayload: { pageSize: '500', concurrency: '32' } })));
          const bytes = Buffer.byteLength(answer.payload);
          assert.equal(answer.functionError, undefined, answer.payload.slice(0, 300));
          assert.equal((JSON.parse(answer.payload) as { hasMore: boolean }).hasMore, true);
          assert.ok(bytes > 0.8 * payloadBytesMax && bytes <= payloadBytesMax, `${bytes} bytes`);
          return `${count(bytes)} of ${count(payloadBytesMax)} bytes, ${count(countRows(answer))} rows, in ${(ms / 1_000).toFixed(1)} s`;
        }),
      ),
  },
  {
    says: 'An answer over 6 MB is refused with 413, reported as too large, and the process lives on',
    run: (ground) =>
      withLambda(ground, { handler: 'stubborn.sized' }, async (lambda) => {
        const { payload } = await lambda.invoke(`{"bytes":${payloadBytesMax + 1}}`);
        assert.match(payload, /"errorType":"Function\.ResponseSizeTooLarge"/);
        assert.equal((await lambda.invoke(`{"bytes":${payloadBytesMax}}`)).payload.length, payloadBytesMax);
        assert.equal(lambda.starts(), 1);
        return `Function.ResponseSizeTooLarge for ${count(payloadBytesMax + 1)} bytes, then an answer of one byte less from the same process`;
      }),
  },
  {
    says: 'While its source does not answer, the connector ends its call itself, before it would be killed',
    run: (ground) =>
      withLambda(ground, { timeoutMs: 3_000 }, async (lambda) =>
        withLoans({ intercept: () => ({ delayMs: 60_000 }) }, async (source) => {
          const [ms, { payload }] = await timed(() => lambda.invoke(source.event()));
          const { errorType } = JSON.parse(payload) as { errorType: string };
          assert.ok(['SOURCE', 'LIMIT'].includes(errorType), payload);
          assert.equal(lambda.starts(), 1);
          assert.notEqual(lambda.instance(), null);
          return `${errorType} after ${(ms / 1_000).toFixed(1)} of 3 s`;
        }),
      ),
  },
  {
    says: 'A call over its time is killed, and the next one starts another process',
    run: (ground) =>
      withLambda(ground, { handler: 'stubborn.never', timeoutMs: 2_000 }, async (lambda) => {
        const { payload } = await lambda.invoke('{"wait":true}');
        assert.match(payload, /"errorType":"Sandbox\.Timedout".*Task timed out after 2\.00 seconds/);
        assert.deepEqual(await lambda.invoke('{"wait":false}'), { payload: '"in time"' });
        assert.equal(lambda.starts(), 2);
        return 'Sandbox.Timedout, then an answer from a second process';
      }),
  },
  {
    says: 'A process that dies in mid-call is an error, and the same state then gives the same answer',
    run: async (ground) => {
      const exited = await withLambda(ground, { handler: 'stubborn.dies' }, (lambda) => lambda.invoke('{"code":7}'));
      assert.match(exited.payload, /"errorType":"Runtime\.ExitError".*exit status 7/);
      return withLambda(ground, {}, async (lambda) => {
        let requests = 0;
        const intercept = (): undefined => {
          requests += 1;
          if (requests === 5) lambda.instance()?.kill('SIGKILL');
        };
        return withLoans({ intercept }, async (source) => {
          const killed = await lambda.invoke(source.event());
          assert.match(killed.payload, /"errorType":"Runtime\.ExitError".*signal: SIGKILL/);
          const again = await lambda.invoke(source.event());
          const undisturbed = await lambda.invoke(source.event());
          assert.equal(again.functionError, undefined, again.payload);
          assert.equal(summary(again), summary(undisturbed));
          assert.equal(lambda.starts(), 2);
          return `Runtime.ExitError at the fifth request, then ${countRows(again)} rows from a second process`;
        });
      });
    },
  },
  { says: '200 calls in one warm process each answer as a fresh process does, and nothing piles up', run: twoHundredCalls },
  { says: "A whole sync through AWS's SDK, Lambda's API and the runtime client fills a warehouse that equals the source", run: wholeSync },
];

async function timed<Result>(work: () => Promise<Result>): Promise<[milliseconds: number, result: Result]> {
  const beganMs = performance.now();
  const result = await work();
  return [performance.now() - beganMs, result];
}

function count(number: number): string {
  return number.toLocaleString('en');
}
