import { randomUUID } from 'node:crypto';
import { parseJson } from '../edge/json.ts';
import type { ObjectStore } from '../emulator/object-store.ts';
import { createProgress } from '../emulator/progress.ts';
import { sync, type SyncReport } from '../emulator/sync.ts';
import { openWarehouse, type Warehouse } from '../emulator/warehouse/warehouse.ts';
import { openObjectStore, type StoreOptions } from './open-object-store.ts';
import { openConnection, type Connection, type ConnectionOptions } from './connection.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { explainError } from './explain-error.ts';
import { listenForInterrupts } from './interrupts.ts';
import type { Printer } from './printer.ts';
import { plannedReset, resetWarehouse } from './reset.ts';
import { syncAsJson } from './sync-as-json.ts';
import { syncAsTrace } from './sync-as-trace.ts';
import { syncInWords } from './sync-in-words.ts';
import type { SyncView } from './sync-view.ts';
import type { Terminal } from './terminal.ts';

export type SyncOptions = ConnectionOptions & StoreOptions & {
  readonly warehouse: string;
  readonly maxCalls?: number;
  readonly reset?: true;
  readonly stream?: string;
  readonly watch?: number;
  readonly lenient?: true;
  readonly trace?: true;
  readonly json?: true;
};

/** Runs one sync, or with `watch` one after the other. Resolves with the exit code; rejects where it could not begin. */
export async function runSyncs(options: SyncOptions, terminal: Terminal, printer: Printer): Promise<ExitCode> {
  const store = await openObjectStore(options);
  try {
    const environment = store === null ? terminal.environment : { ...terminal.environment, putObject: store.putObject };
    return await syncWith(store, options, { ...terminal, environment }, printer);
  } finally {
    await store?.close();
  }
}

async function syncWith(store: ObjectStore | null, options: SyncOptions, terminal: Terminal, printer: Printer): Promise<ExitCode> {
  const connection = await openConnection(options, terminal, printer);
  const view = chooseView(options, connection, terminal, printer);
  let resetting = plannedReset(options, connection);
  const prepare = async (warehouse: Warehouse): Promise<void> => {
    if (resetting !== null) await resetWarehouse(warehouse, connection, resetting, view, terminal);
    resetting = null;
  };
  let waiting = false;
  const { signal, stopListening } = listenForInterrupts(terminal, {
    first: () => {
      if (!waiting) view.remark('Stopping: the answer in hand is still stored. Ctrl-C again ends at once.');
    },
    second: view.leave,
  });
  try {
    let ended = await runSync(options, connection, store, prepare, view, terminal, signal);
    while (options.watch !== undefined && mayGoOn(ended)) {
      if (signal.aborted) return exitCode.interrupted;
      view.remark(`Next sync in ${options.watch} s; Ctrl-C ends.`);
      waiting = true;
      if (!(await waited(options.watch, terminal, signal))) return exitCode.interrupted;
      waiting = false;
      ended = await runSync(options, connection, store, prepare, view, terminal, signal);
    }
    return ended;
  } finally {
    stopListening();
  }
}

/** A function that failed is called again at the next time, as Fivetran does; what else went wrong would go wrong again. */
function mayGoOn(ended: ExitCode): boolean {
  return ended === exitCode.fine || ended === exitCode.functionFailed;
}

/** Whether the time passed; false where a Ctrl-C came first. */
async function waited(seconds: number, { environment }: Terminal, signal: AbortSignal): Promise<boolean> {
  try {
    await environment.sleep(seconds * 1_000, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

function chooseView({ trace, json }: SyncOptions, { source }: Connection, terminal: Terminal, printer: Printer): SyncView {
  if (json === true) return syncAsJson(printer);
  if (trace !== true) return syncInWords(printer, () => createProgress(terminal.errors, terminal.environment.now));
  return syncAsTrace(terminal, printer, { streams: Object.keys(source.catalog.streams), tables: Object.keys(source.catalog.tables) });
}

async function runSync(
  options: SyncOptions,
  connection: Connection,
  store: ObjectStore | null,
  prepare: (warehouse: Warehouse) => Promise<void>,
  view: SyncView,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  try {
    return await withWarehouse(options, terminal, async (warehouse) => {
      await prepare(warehouse);
      const report = await syncOnce(warehouse, options, connection, store, view, terminal, signal);
      return report.end === 'interrupted' ? exitCode.interrupted : exitCode.fine;
    });
  } catch (error) {
    const explained = explainError(error);
    if (explained.kind === 'bug') throw error;
    view.fail(explained, connection.takeAsks());
    return explained.exitCode;
  }
}

/** The file is closed between two syncs, so that it can be queried meanwhile. */
async function withWarehouse<Result>(
  { warehouse: file, source }: SyncOptions,
  { environment: { now } }: Terminal,
  work: (warehouse: Warehouse) => Promise<Result>,
): Promise<Result> {
  // The demo's file is of the same source, but of another connection: its rows are not to be mixed with these.
  const warehouse = await openWarehouse(file, { source, connection: source, now: () => new Date(now()) });
  try {
    return await work(warehouse);
  } finally {
    await warehouse.close();
  }
}

async function syncOnce(
  warehouse: Warehouse,
  { source: sourceName, maxCalls, lenient }: SyncOptions,
  { invoke, setup, lambda, takeAsks }: Connection,
  store: ObjectStore | null,
  view: SyncView,
  { environment: { now } }: Terminal,
  signal: AbortSignal,
): Promise<SyncReport> {
  const syncId = randomUUID();
  const storedState = async () => parseJson((await warehouse.state()) ?? '{}');
  const source = lambda === null ? sourceName : `${sourceName}, by the Lambda function ${lambda.functionName},`;
  view.begin({ syncId, source, file: warehouse.file, state: await storedState() });
  if (lambda !== null) view.remark("Each call takes up to the function's own timeout, 15 minutes at most; what it brought is shown once it has answered.");
  takeAsks();
  const report = await sync({
    invoke,
    warehouse,
    setup,
    store,
    syncId,
    now,
    signal,
    lenient: lenient === true,
    ...(maxCalls === undefined ? {} : { callsMax: maxCalls }),
    onInvoke: view.invoke,
    onCall: (call) => {
      view.call(call, takeAsks());
    },
  });
  view.end(report, { file: warehouse.file, state: await storedState(), tables: await warehouse.tables() });
  return report;
}
