import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Invoked } from './invoke-api.ts';
import { startRuntimeApi } from './runtime-api.ts';

export type LocalLambdaOptions = {
  /** The program that runs the handler: AWS's runtime client. */
  readonly client: string;
  /** The folder of the deployed zip. */
  readonly taskRoot: string;
  /** `file.export`. */
  readonly handler: string;
  /** After this a call is killed. */
  readonly timeoutMs: number;
  readonly memoryMegabytes: number;
  /** Of the function, beside those that Lambda sets. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Modules that Node loads first. */
  readonly preload?: readonly string[];
};

/** One function on Lambda with a concurrency of one. */
export type LocalLambda = {
  /** Starts an instance where there is none, and waits its turn. */
  readonly invoke: (event: string) => Promise<Invoked>;
  /** Instances started so far: cold starts. */
  readonly starts: () => number;
  /** The running instance; null where there is none. */
  readonly instance: () => ChildProcess | null;
  /** What the instances wrote, a line each. */
  readonly log: readonly string[];
  readonly close: () => Promise<void>;
};

/**
 * Runs a function in a process of its own as Lambda would: the instance stays warm between calls, a call over its time kills
 * it, and where it dies the call is an error and the next one starts another.
 */
export async function startLocalLambda({ client, taskRoot, handler, timeoutMs, memoryMegabytes, variables = {}, preload = [] }: LocalLambdaOptions): Promise<LocalLambda> {
  const api = await startRuntimeApi('arn:aws:lambda:eu-west-1:123456789012:function:local');
  const log: string[] = [];
  let starts = 0;
  let instance: ChildProcess | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const start = (): ChildProcess => {
    starts += 1;
    const node = [`--max-old-space-size=${memoryMegabytes}`, '--expose-gc', ...preload.flatMap((module) => ['--import', module])];
    const started = spawn(process.execPath, [...node, client], {
      cwd: taskRoot,
      // As on Lambda, nothing of the caller's environment is seen, apart from where programs are.
      env: {
        PATH: process.env['PATH'] ?? '',
        TZ: ':UTC',
        ...variables,
        AWS_LAMBDA_RUNTIME_API: api.address,
        LAMBDA_TASK_ROOT: taskRoot,
        _HANDLER: handler,
        AWS_REGION: 'eu-west-1',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_LAMBDA_FUNCTION_NAME: 'local',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/local',
        AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/31/[$LATEST]0',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [started.stdout, started.stderr]) {
      if (stream !== null) createInterface(stream).on('line', (line) => log.push(line));
    }
    started.on('exit', (code, signal) => {
      if (instance !== started) return;
      instance = null;
      api.giveUp('Runtime.ExitError', `Runtime exited with error: ${signal === null ? `exit status ${code}` : `signal: ${signal}`}`);
    });
    return started;
  };

  const invokeNext = async (event: string): Promise<Invoked> => {
    instance ??= start();
    const killing = setTimeout(() => {
      const late = instance;
      instance = null;
      late?.kill('SIGKILL');
      api.giveUp('Sandbox.Timedout', `Task timed out after ${(timeoutMs / 1_000).toFixed(2)} seconds`);
    }, timeoutMs);
    try {
      return await api.invoke(event, Date.now() + timeoutMs);
    } finally {
      clearTimeout(killing);
    }
  };

  return {
    invoke: (event) => {
      const invoked = turn.then(() => invokeNext(event));
      turn = invoked.catch(() => undefined);
      return invoked;
    },
    starts: () => starts,
    instance: () => instance,
    log,
    close: async () => {
      const last = instance;
      instance = null;
      last?.kill('SIGKILL');
      await api.close();
    },
  };
}
