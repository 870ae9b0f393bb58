import type { Environment } from '../../../src/edge/environment.ts';
import { printJson } from '../../../src/edge/json.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Invocation } from '../../../src/emulator/invoke.ts';
import type { Handler } from '../../../src/hosts/lambda.ts';
import type { Bucket } from './bucket.ts';
import type { Network } from './network.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What makes the handler under test. */
export type CreateHandler = (environment: Environment) => Handler;

/** How long an invocation may take (null is no limit), and when the process dies for no reason (null is never). */
export type Terms = { readonly call: number; readonly limitMs: number | null; readonly diesAfterMs: number | null };

/** How an invocation went. */
export type Invoked = {
  readonly invocation: Invocation;
  readonly died: { readonly why: string; readonly timedOut: boolean } | null;
  /** Everything it showed: log lines, the answer or the error. */
  readonly shown: string[];
  /** What it left behind unfinished, or did after its end. Complete once time went on. */
  readonly leftOver: string[];
};

/** What an instance shares with the others. */
export type LambdaParts = {
  readonly clock: VirtualClock;
  readonly network: Network;
  readonly bucket: Bucket;
  readonly random: () => number;
  /** How far Lambda's clock is ahead, in milliseconds. */
  readonly aheadMs: () => number;
  /** What an answer may take, in bytes. */
  readonly answerBytesMax: number;
  /** What the rows of a call through S3 may take, in bytes. */
  readonly storedBytesMax: number;
  readonly token: string;
};

type Run = {
  readonly call: number;
  over: boolean;
  /** What is under way; only work that says what it is makes a call wait. */
  readonly work: Set<Work>;
  readonly shown: string[];
  readonly leftOver: string[];
};

type Work = { readonly says: string | null; readonly cancel: () => void };

/** One Lambda instance: a handler that stays warm from call to call, with the simulation for its environment. */
export class LambdaInstance {
  readonly #parts: LambdaParts;
  readonly #handler: Handler;
  #run: Run | null = null;
  dead = false;

  constructor(createHandler: CreateHandler, parts: LambdaParts) {
    this.#parts = parts;
    this.#handler = createHandler(this.#environment());
  }

  get busy(): boolean {
    return this.#run?.over === false;
  }

  /** Runs the handler once. The event and the answer cross as text; dying shows as an error, as it does with Lambda. */
  async invoke(event: string, { call, limitMs, diesAfterMs }: Terms): Promise<Invoked> {
    const { clock } = this.#parts;
    const began = clock.now;
    const run: Run = { call, over: false, work: new Set(), shown: [], leftOver: [] };
    this.#run = run;
    const context = limitMs === null ? null : { getRemainingTimeInMillis: () => Math.max(0, began + limitMs - clock.now) };
    const ended = await new Promise<Pick<Invoked, 'invocation' | 'died'>>((resolve) => {
      const dieAt = (ms: number | null, why: string, timedOut: boolean): void => {
        if (ms === null) return;
        const happen = (): void => {
          this.dead = true;
          resolve({ invocation: { kind: 'error', errorType: 'Runtime.ExitError', errorMessage: why }, died: { why, timedOut } });
        };
        run.work.add({ says: null, cancel: clock.at(began + ms, happen) });
      };
      dieAt(limitMs, `Task timed out after ${limitMs} ms`, true);
      dieAt(diesAfterMs, `the process died after ${diesAfterMs} ms`, false);
      // In a job of its own, so that a handler that throws before it waits rejects like any other.
      void Promise.resolve(JSON.parse(event) as unknown)
        .then((json) => this.#handler(json, context))
        .then(
          (answer: unknown) => {
            resolve({ invocation: { kind: 'answer', text: printJson((answer ?? null) as Json) }, died: null });
          },
          (error: unknown) => {
            resolve({ invocation: errorOf(error, run.shown), died: null });
          },
        );
    });
    run.over = true;
    for (const { says, cancel } of run.work) {
      if (says !== null && ended.died === null) run.leftOver.push(`${says} was still waited for`);
      cancel();
    }
    if (ended.invocation.kind === 'answer') run.shown.push(ended.invocation.text);
    return { ...ended, shown: run.shown, leftOver: run.leftOver };
  }

  #environment(): Environment {
    const { clock, network, bucket, random, aheadMs, answerBytesMax, storedBytesMax, token } = this.#parts;
    return {
      now: () => clock.now + aheadMs(),
      random,
      sleep: (ms, signal) => this.#wait(this.#running('sleep', signal), `a sleep of ${ms} ms`, wholeTimer(ms), signal),
      fetch: (url, { signal }) => {
        const run = this.#running('fetch', signal);
        const asker = { call: run.call, token };
        return network.fetch(url, asker, (ms) => this.#wait(run, `a request to ${url.pathname}`, ms, signal));
      },
      timeout: (ms) => {
        const controller = new AbortController();
        const abort = (): void => {
          controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
        };
        // As with `AbortSignal.timeout`, it keeps no process alive.
        this.#running('timeout', null).work.add({ says: null, cancel: clock.at(clock.now + ms, abort) });
        return controller.signal;
      },
      answerBytesMax,
      storedBytesMax,
      putObject: ({ key }, body, signal) => {
        const run = this.#running('putObject', signal);
        return bucket.put(run.call, key, body, (ms) => this.#wait(run, `object ${key} on its way`, ms, signal));
      },
      log: (line) => {
        this.#running('log', null).shown.push(JSON.stringify(line));
      },
    };
  }

  /** The invocation that something belongs to. One that is over should do nothing any more, but for what its own signal ends at once. */
  #running(what: string, signal: AbortSignal | null): Run {
    if (this.#run === null) throw new Error(`the handler used ${what} before it was called`);
    if (this.#run.over && signal?.aborted !== true) this.#run.leftOver.push(`it used ${what} after its end`);
    return this.#run;
  }

  /** Work that a call waits for. It never ends in a process that died. */
  #wait(run: Run, says: string, ms: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const stop = (): void => {
        work.cancel();
        run.work.delete(work);
        signal.removeEventListener('abort', abort);
      };
      const abort = (): void => {
        stop();
        reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
      };
      const end = (): void => {
        stop();
        resolve();
      };
      const work: Work = { says, cancel: ms === Number.POSITIVE_INFINITY ? () => undefined : clock.at(clock.now + ms, end) };
      run.work.add(work);
      signal.addEventListener('abort', abort);
    });
  }
}

/** Timers of Node know whole milliseconds, one at least. */
function wholeTimer(ms: number): number {
  return Math.max(1, Math.trunc(ms));
}

function errorOf(error: unknown, shown: string[]): Invocation {
  if (!(error instanceof Error)) return { kind: 'error', errorType: typeof error, errorMessage: String(error) };
  shown.push(error.stack ?? '', error.message);
  return { kind: 'error', errorType: error.name, errorMessage: error.message };
}
