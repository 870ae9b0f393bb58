import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareTable } from '../../src/demo/compare.ts';
import { startLoanApi, type LoanApi, type LoanApiOptions } from '../../src/demo/loan-platform/loan-api.ts';
import { createLoanPlatform, type LoanPlatform } from '../../src/demo/loan-platform/loan-platform.ts';
import { invokeLambda } from '../../src/emulator/invoke-lambda.ts';
import { payloadBytesMax } from '../../src/emulator/rules/limits.ts';
import { sync } from '../../src/emulator/sync.ts';
import { openWarehouse } from '../../src/emulator/warehouse/warehouse.ts';
import { loans } from '../../src/sources/loans.ts';
import { startInvokeApi, type Invoked } from './invoke-api.ts';
import { startLocalLambda, type LocalLambda, type LocalLambdaOptions } from './local-lambda.ts';

/** Where a check runs. */
export type Ground = {
  /** AWS's runtime client. */
  readonly client: string;
  /** The folder of the unpacked zip, with stubborn.mjs beside the bundle. */
  readonly taskRoot: string;
  /** For files that are thrown away. */
  readonly scratch: string;
};

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
            assert.equal(withoutTimes(warm.payload), withoutTimes(cold.payload));
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
          assert.equal(withoutTimes(again.payload), withoutTimes(undisturbed.payload));
          assert.equal(lambda.starts(), 2);
          return `Runtime.ExitError at the fifth request, then ${countRows(again)} rows from a second process`;
        });
      });
    },
  },
  { says: '200 calls in one warm process each answer as a fresh process does, and nothing piles up', run: twoHundredCalls },
  { says: "A whole sync through AWS's SDK, Lambda's API and the runtime client fills a warehouse that equals the source", run: wholeSync },
];

/** After this many calls everything is loaded that ever will be. */
const warmUpCalls = 40;
const calls = 200;

/** A leak of 4 kB a call would be more, in bytes. */
const heapGrowthMax = 640_000;

/** Open files and handles; a leak of one in forty calls would be more. */
const handleGrowthMax = 4;

/** What a request may take in these calls, in seconds. */
const timeoutSeconds = '5';

/**
 * A request's timeout is held by Node until its time is over, and an idle connection for four seconds: both have to pass before
 * what is left can be called kept.
 */
const quietMs = 6_000;

async function twoHundredCalls(ground: Ground): Promise<string> {
  return withLoans({ seed: 1 }, (one) =>
    withLoans({ seed: 2, basePath: '/another' }, async (other) => {
      // Neighbours differ in source, credentials, settings and outcome, so that anything kept would show.
      const events = [
        one.event({ customPayload: { timeoutSeconds } }),
        other.event({ customPayload: { timeoutSeconds, streams: 'loan_applications', pageSize: '7' } }),
        one.event({ customPayload: { timeoutSeconds }, setup_test: true }),
        other.event({ customPayload: { timeoutSeconds }, secrets: { baseUrl: other.api.url, apiToken: 'wrong-token-of-nobody' } }),
        other.event({ customPayload: { timeoutSeconds } }),
        one.event({ customPayload: { pageSize: 'many' } }),
        one.event({ sync_id: 'another', customPayload: { timeoutSeconds, concurrency: '1', start: '2026-01-01T00:00:00Z' } }),
      ];
      const expected: string[] = [];
      for (const event of events) expected.push(await withLambda(ground, {}, async (lambda) => summary(await lambda.invoke(event))));
      assert.equal(new Set(expected).size, events.length);

      return withLambda(ground, { preload: [join(import.meta.dirname, 'probe.mjs')] }, async (lambda) => {
        let early: Held | null = null;
        for (let nth = 0; nth < calls; nth += 1) {
          if (nth === warmUpCalls) early = await holdings(lambda);
          const kind = nth % events.length;
          assert.equal(summary(await lambda.invoke(events[kind] ?? '')), expected[kind], `call ${nth + 1}`);
        }
        const late = await holdings(lambda);
        assert.ok(early !== null);
        assert.equal(lambda.starts(), 1);
        assert.ok(late.heapBytes - early.heapBytes <= heapGrowthMax, `the heap grew from ${early.heapBytes} to ${late.heapBytes} bytes`);
        assert.ok(late.files - early.files <= handleGrowthMax, `open files grew from ${early.files} to ${late.files}`);
        assert.ok(late.resources - early.resources <= handleGrowthMax, `what keeps the process busy grew from ${early.resources} to ${late.resources}`);
        const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(2);
        return (
          `${events.length} kinds of event in turn; from call ${warmUpCalls} to call ${calls} heap ${megabytes(early.heapBytes)} → ${megabytes(late.heapBytes)} MB, ` +
          `open files ${early.files} → ${late.files}, handles ${early.resources} → ${late.resources}`
        );
      });
    }),
  );
}

type Held = { readonly heapBytes: number; readonly resources: number; readonly files: number };

/** What a function's process holds, after its garbage was collected. */
async function holdings(lambda: LocalLambda): Promise<Held> {
  await sleep(quietMs);
  const instance = lambda.instance();
  if (instance?.pid === undefined) throw new Error('there is no process to look into');
  const told = once(instance, 'message') as Promise<[Omit<Held, 'files'>]>;
  instance.send('what do you hold?');
  const [held] = await told;
  return { ...held, files: (await readdir(`/proc/${instance.pid}/fd`)).length };
}

async function wholeSync(ground: Ground): Promise<string> {
  // A pace that needs several calls of this length.
  return withLambda(ground, { timeoutMs: 5_000 }, (lambda) =>
    withLoans({ applications: 1_500 }, async (source) => {
      const api = await startInvokeApi({ functions: { connector: lambda.invoke } });
      const warehouse = await openWarehouse(join(ground.scratch, 'warehouse.duckdb'), { source: 'loans', now: () => new Date() });
      try {
        const setup = { secrets: source.secrets, payload: { settleSeconds: '0', pageSize: '50', requestsPerSecond: '150' } };
        const invoke = invokeLambda({ functionName: 'connector', region: 'eu-west-1', endpoint: api.url });
        const report = await sync({ invoke, warehouse, setup, syncId: 'sync-through-lambda', now: Date.now });
        assert.equal(report.end, 'done');
        assert.ok(report.calls > 1, 'one call was enough');
        const truth = source.platform.tables();
        for (const [table, { primary_key }] of Object.entries(loans.catalog.tables)) {
          const { missing, extra, different, examples } = await compareTable(warehouse, table, primary_key, truth[table as keyof typeof truth]);
          assert.deepEqual({ missing, extra, different }, { missing: 0, extra: 0, different: 0 }, examples.join('\n'));
        }
        return `${count(report.rows)} rows in ${report.calls} calls; every value of ${Object.keys(truth).length} tables equal`;
      } finally {
        await warehouse.close();
        await api.close();
      }
    }),
  );
}

const token = 'token-of-the-local-loan-api';

type LoanSource = {
  readonly api: LoanApi;
  readonly platform: LoanPlatform;
  readonly secrets: { readonly baseUrl: string; readonly apiToken: string };
  /** An event of Fivetran for this source, with these fields in place of the usual ones. */
  readonly event: (fields?: object) => string;
};

type GivenLoans = Partial<Pick<LoanApiOptions, 'basePath' | 'intercept'>> & { readonly seed?: number; readonly applications?: number };

async function withLoans<Result>({ seed = 7, applications = 30, ...served }: GivenLoans, use: (source: LoanSource) => Promise<Result>): Promise<Result> {
  const platform = createLoanPlatform({ seed, applications, advisors: 3, now: Date.now });
  const api = await startLoanApi({ platform, token, ...served });
  try {
    const secrets = { baseUrl: api.url, apiToken: token };
    return await use({ api, platform, secrets, event: (fields) => JSON.stringify({ state: {}, secrets, customPayload: {}, sync_id: 'sync-1', ...fields }) });
  } finally {
    await api.close();
  }
}

async function withLambda<Result>(
  { client, taskRoot }: Ground,
  options: Partial<LocalLambdaOptions>,
  use: (lambda: LocalLambda) => Promise<Result>,
): Promise<Result> {
  const lambda = await startLocalLambda({ client, taskRoot, handler: 'index.handler', timeoutMs: 60_000, memoryMegabytes: 512, ...options });
  try {
    return await use(lambda);
  } catch (error) {
    // What the process itself said usually tells why.
    throw new Error(`The function's last lines of log:\n${lambda.log.slice(-linesShown).join('\n')}`, { cause: error });
  } finally {
    await lambda.close();
  }
}

const linesShown = 10;

async function timed<Result>(work: () => Promise<Result>): Promise<[milliseconds: number, result: Result]> {
  const beganMs = performance.now();
  const result = await work();
  return [performance.now() - beganMs, result];
}

/** All of an answer or error that does not depend on when it was made; a stack is not part of it. */
function summary({ payload, functionError }: Invoked): string {
  const json = JSON.parse(payload) as Record<string, unknown>;
  return withoutTimes(JSON.stringify({ functionError, ...json, trace: undefined }));
}

/** Windows end at the time of the call. */
function withoutTimes(text: string): string {
  return text.replace(/("(?:from|until|end|cursor|at|fullAt)":)"[^"]*"/g, '$1"then"').replace(/\d{4}-\d\d-\d\dT\d\d(?::|%3A)\d\d(?::|%3A)\d\d(?:\.\d+)?Z(?=&| )/g, 'then');
}

function countRows({ payload }: Invoked): number {
  const { insert } = JSON.parse(payload) as { insert: Record<string, unknown[]> };
  return Object.values(insert).reduce((sum, rows) => sum + rows.length, 0);
}

function count(number: number): string {
  return number.toLocaleString('en');
}
