import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLambda, withLoans, type Ground } from './ground.ts';
import type { LocalLambda } from './local-lambda.ts';
import { summary } from './read-invoked.ts';

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

/** Calls one warm process, and compares each answer with that of a fresh one. Resolves with what the process held. */
export async function twoHundredCalls(ground: Ground): Promise<string> {
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
