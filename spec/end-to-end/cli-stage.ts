import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { TestContext } from 'node:test';
import { runCommandLine } from '../../src/cli/program.ts';
import { startLoanApi, type LoanApi, type LoanApiOptions } from '../../src/demo/loan-platform/loan-api.ts';
import { createLoanPlatform, type LoanPlatform } from '../../src/demo/loan-platform/loan-platform.ts';
import type { Environment } from '../../src/edge/environment.ts';
import { environment } from '../../src/hosts/environment.ts';
import { holdToContract } from './hold-to-contract.ts';

export const token = 'token-that-nobody-may-read';

/** How a command ended, and what it said. */
export type Ended = { readonly code: number | null; readonly output: string; readonly errors: string };

/** A loan API, a directory with a file of secrets, and the command line on both. */
export type CliStage = {
  readonly platform: LoanPlatform;
  readonly api: LoanApi;
  readonly warehouse: string;
  readonly secrets: string;
  /** A file of the stage's directory, written with these bits; secrets are for the owner alone. */
  readonly write: (name: string, text: string, mode?: number) => Promise<string>;
  /** The command line in this process. */
  readonly run: (args: readonly string[], given?: Given) => Promise<Ended>;
  /** `sync` with the stage's secrets, warehouse and a small page size, in this process. */
  readonly sync: (args?: readonly string[], given?: Given) => Promise<Ended>;
  /** The arguments of the same. */
  readonly syncArguments: readonly string[];
};

export type Given = {
  readonly environment?: Partial<Environment>;
  readonly variables?: Readonly<Record<string, string>>;
  /** Gets what presses Ctrl-C. */
  readonly onInterrupt?: (press: () => void) => void;
  readonly exit?: (code: number) => void;
  /** Sees each line of the output as it is written. */
  readonly onOutput?: (text: string) => void;
};

type Options = Partial<LoanApiOptions> & {
  readonly applications?: number;
  /** Announces exchanges that loan-api.yaml does not allow; unannounced ones fail the test. */
  readonly deviates?: boolean;
};

export async function cliStage(context: TestContext, options: Options = {}): Promise<CliStage> {
  const { applications = 40, deviates = false, ...served } = options;
  const platform = createLoanPlatform({ seed: 11, applications, advisors: 4, now: Date.now });
  const held = holdToContract(deviates);
  const api = await startLoanApi({ platform, token, onExchange: held.onExchange, ...served });
  const directory = await mkdtemp(join(tmpdir(), 'connector-cli-'));
  context.after(async () => {
    await api.close();
    await rm(directory, { recursive: true });
    held.check();
  });
  const write: CliStage['write'] = async (name, text, mode = 0o600) => {
    const file = join(directory, name);
    await writeFile(file, text, { mode });
    await chmod(file, mode);
    return file;
  };
  const secrets = await write('secrets.json', JSON.stringify({ baseUrl: api.url, apiToken: token }));
  const warehouse = join(directory, 'warehouse.duckdb');
  const syncArguments = ['sync', '--secrets', secrets, '--warehouse', warehouse, '--payload', 'pageSize=10', '--answer-bytes', '14000'];
  return {
    platform,
    api,
    warehouse,
    secrets,
    write,
    run: runHere,
    sync: (args = [], given = {}) => runHere([...syncArguments, ...args], given),
    syncArguments,
  };
}

export async function runHere(args: readonly string[], given: Given = {}): Promise<Ended> {
  const output = new PassThrough();
  const errors = new PassThrough();
  let printed = '';
  let said = '';
  output.on('data', (part: Buffer) => {
    printed += part.toString();
    given.onOutput?.(part.toString());
  });
  errors.on('data', (part: Buffer) => {
    said += part.toString();
  });
  const code = await runCommandLine(args, {
    output,
    errors,
    variables: given.variables ?? {},
    environment: { ...environment, ...given.environment },
    onInterrupt: (listener) => {
      given.onInterrupt?.(listener);
      return () => undefined;
    },
    exit: given.exit ?? (() => undefined),
  });
  return { code, output: printed, errors: said };
}

/** The command line as a process of its own; `shell` runs it under a line of sh, which gets it as "$@". */
export function startProcess(args: readonly string[], shell?: string): ChildProcess {
  const command = [process.execPath, '--import', 'tsx', 'src/cli.ts', ...args];
  const [program = '', ...rest] = shell === undefined ? command : ['sh', '-c', shell, 'sh', ...command];
  return spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What a process said until it ended. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  let output = '';
  let errors = '';
  child.stdout?.on('data', (part: Buffer) => {
    output += part.toString();
  });
  child.stderr?.on('data', (part: Buffer) => {
    errors += part.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, errors };
}
