import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { holdToContract } from '../spec/end-to-end/hold-to-contract.ts';
import { compareTable, type Comparison } from '../src/demo/compare.ts';
import { startLoanApi } from '../src/demo/loan-platform/loan-api.ts';
import { createLoanPlatform, type LoanPlatform } from '../src/demo/loan-platform/loan-platform.ts';
import { createRandom, type Random } from '../src/demo/loan-platform/random.ts';
import { openWarehouse } from '../src/emulator/warehouse/warehouse.ts';
import { loans } from '../src/sources/loans.ts';

export type KillRound = {
  /** Draws the data, the edits and the moments of the kills. */
  readonly seed: number;
  readonly applications: number;
  /** Processes to kill before one may finish. */
  readonly killsWanted: number;
};

export type KillOutcome = {
  /** Processes that SIGKILL ended. */
  readonly killed: number;
  /** Processes that were done before their moment came. */
  readonly spared: number;
  readonly comparisons: readonly Comparison[];
};

/**
 * Kills one sync after the other at random moments, on one warehouse and a source that is edited between any two reads of
 * its lists; then lets a process finish, and compares the warehouse with the source, value by value.
 */
export async function runKillRound({ seed, applications, killsWanted }: KillRound): Promise<KillOutcome> {
  const random = createRandom(seed);
  const source = await startEditedSource(seed, applications);
  const directory = await mkdtemp(join(tmpdir(), 'connector-kill-'));
  const files = { warehouse: join(directory, 'warehouse.duckdb'), secrets: join(directory, 'secrets.json') };
  try {
    await writeFile(files.secrets, JSON.stringify({ baseUrl: source.url, apiToken: token }), { mode: 0o600 });
    let killed = 0;
    for (let kill = 0; kill < killsWanted; kill += 1) if (await killOneSync(files, source, random)) killed += 1;
    await finish(files, source);
    return { killed, spared: killsWanted - killed, comparisons: await compareAll(files.warehouse, source.platform) };
  } finally {
    await source.close();
    await rm(directory, { recursive: true });
  }
}

const token = 'token-of-the-kill-test';

/** While it is edited, the source's clock is behind: once it catches up, the last edits are old enough to be read at once. */
const behindMs = 5_000;

const rowsPerPage = 10;

type Files = { readonly warehouse: string; readonly secrets: string };

type EditedSource = {
  readonly url: string;
  readonly platform: LoanPlatform;
  /** Resolves once so many more lists were read. */
  readonly listsRead: (count: number, signal: AbortSignal) => Promise<void>;
  readonly stopEdits: () => void;
  readonly close: () => Promise<void>;
};

async function startEditedSource(seed: number, applications: number): Promise<EditedSource> {
  let editing = true;
  const waiting = new Set<{ left: number; readonly resolve: () => void }>();
  const now = (): number => Date.now() - (editing ? behindMs : 0);
  const platform = createLoanPlatform({ seed, applications, advisors: 5, now });
  const afterListRead = (): void => {
    if (editing) platform.edit();
    for (const waiter of waiting) {
      waiter.left -= 1;
      if (waiter.left === 0) waiter.resolve();
    }
  };
  const held = holdToContract(false);
  const api = await startLoanApi({ platform, token, afterListRead, onExchange: held.onExchange });
  return {
    url: api.url,
    platform,
    listsRead: async (left, signal) => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const waiter = { left, resolve: () => { resolve(undefined); } };
      waiting.add(waiter);
      signal.addEventListener('abort', waiter.resolve);
      await promise;
      waiting.delete(waiter);
    },
    stopEdits: () => {
      editing = false;
    },
    close: async () => {
      await api.close();
      held.check();
    },
  };
}

/** Whether the kill came in time. */
async function killOneSync(files: Files, source: EditedSource, random: Random): Promise<boolean> {
  const over = new AbortController();
  const { child, said } = startSync(files, []);
  child.stdout.resume();
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  void exited.then(() => {
    over.abort();
  });
  await untilRandomMoment(source, random, over.signal);
  child.kill('SIGKILL');
  const [code, signal] = await exited;
  if (signal === 'SIGKILL') return true;
  if (code === 0) return false;
  throw new Error(`a sync that was not killed ended with exit code ${code ?? 'none'}: ${said()}`);
}

/** Mostly a few milliseconds after one of the reads, when rows are fetched or stored; now and then while it starts. */
async function untilRandomMoment(source: EditedSource, random: Random, over: AbortSignal): Promise<void> {
  if (random.chance(0.2)) {
    await sleep(random.integer(100, 900));
    return;
  }
  await source.listsRead(random.integer(1, 8), over);
  await sleep(random.integer(0, 60));
}

/** One process syncs again and again until one sync was done that began after the last edit. */
async function finish(files: Files, source: EditedSource): Promise<void> {
  const { child, said } = startSync(files, ['--watch', '0.05']);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  let ends = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const { type, end } = JSON.parse(line) as { readonly type: string; readonly end?: string };
    if (type === 'error') throw new Error(`a sync after the kills failed: ${line}`);
    if (type !== 'end' || end !== 'done') continue;
    ends += 1;
    source.stopEdits();
    // The second may have begun before the edits stopped; the third did not.
    if (ends === 3) child.kill('SIGINT');
  }
  const [code] = await exited;
  if (code !== 130) throw new Error(`the last sync ended with exit code ${code ?? 'none'}: ${said()}`);
}

/** A process of its own, as a user starts it, and what it has said to people so far. */
type SyncProcess = { readonly child: ChildProcessByStdio<null, Readable, Readable>; readonly said: () => string };

function startSync(files: Files, more: readonly string[]): SyncProcess {
  const payload = ['--payload', `pageSize=${rowsPerPage}`, '--payload', 'settleSeconds=0'];
  const command = ['sync', '--json', '--answer-bytes', '14000', '--warehouse', files.warehouse, '--secrets', files.secrets, ...payload, ...more];
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  return { child, said: () => text };
}

async function compareAll(file: string, platform: LoanPlatform): Promise<Comparison[]> {
  const warehouse = await openWarehouse(file, { source: 'loans', now: () => new Date() });
  try {
    const truth = platform.tables();
    const comparisons: Comparison[] = [];
    for (const [table, { primary_key }] of Object.entries(loans.catalog.tables)) {
      comparisons.push(await compareTable(warehouse, table, primary_key, truth[table as keyof typeof truth]));
    }
    return comparisons;
  } finally {
    await warehouse.close();
  }
}
