import { randomUUID } from 'node:crypto';
import type { Catalog } from '../core/catalog.ts';
import type { StreamState } from '../core/state.ts';
import { parseState, printState } from '../core/state-text.ts';
import { parseJson, printJson } from '../edge/json.ts';
import { runSetupTest } from '../emulator/setup-test.ts';
import { fivetranTableName } from '../protocol/fivetran-name.ts';
import type { Warehouse } from '../emulator/warehouse/warehouse.ts';
import type { Connection } from './connection.ts';
import { checkStream, namesIn } from './read-payload.ts';
import type { SyncView } from './sync-view.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What goes before a sync: everything, one group of streams, or nothing. */
export type PlannedReset = 'everything' | StreamGroup | null;

export type ResetOptions = { readonly reset?: true; readonly stream?: string };

/** What the options ask for. Throws `UsageError`. */
export function plannedReset({ reset, stream }: ResetOptions, { source, setup }: Connection): PlannedReset {
  if (stream !== undefined) checkStream(source, stream);
  if (reset !== true) {
    if (stream === undefined) return null;
    throw new UsageError(`--stream says which stream to reset, and needs --reset. To sync some streams only: --payload streams=${stream}`);
  }
  if (stream === undefined) return 'everything';
  const group = streamsResetWith(source.catalog, stream);
  const chosen = namesIn(setup.payload['streams']);
  const left = chosen.length === 0 ? undefined : group.streams.find((name) => !chosen.includes(name));
  if (left === undefined) return group;
  throw new UsageError(`resetting ${stream} drops tables that ${left} fills, which streams=… leaves out: their rows would not come back. Choose ${left} too`);
}

/** Only once a setup test has passed: what can't be read again is not dropped. */
export async function resetWarehouse(
  warehouse: Warehouse,
  { invoke, setup, source }: Connection,
  resetting: Exclude<PlannedReset, null>,
  view: SyncView,
  { environment: { now, sleep } }: Terminal,
): Promise<void> {
  await runSetupTest({ invoke, setup, syncId: randomUUID(), now, sleep });
  if (resetting === 'everything') {
    const dropped = await warehouse.reset();
    view.remark(`Reset: dropped ${listed(dropped)} and the state.`);
    return;
  }
  const dropped = await resetStreams(warehouse, source.catalog, resetting);
  const why = resetting.streams.length === 1 ? '' : ', since they fill the same tables';
  view.remark(`Reset: dropped ${listed(dropped)}; this sync reads ${resetting.streams.join(' and ')} from the beginning${why}.`);
}

function listed(tables: readonly string[]): string {
  return tables.length === 0 ? 'no table, for there was none,' : `${tables.length === 1 ? 'table' : 'tables'} ${tables.join(', ')}`;
}

/** What goes when one stream is read again from the beginning. */
type StreamGroup = { readonly streams: readonly string[]; readonly tables: readonly string[] };

/**
 * The stream, every stream that fills one of its tables, and so on: the rows of a shared table can't be told apart, so
 * dropping them for one stream and reading only that one again would lose those of the others.
 */
function streamsResetWith({ streams }: Catalog, name: string): StreamGroup {
  const group = new Set([name]);
  const tables = new Set<string>();
  for (const member of group) {
    for (const table of streams[member]?.tables ?? []) {
      tables.add(table);
      for (const [other, stream] of Object.entries(streams)) if (stream.tables.includes(table)) group.add(other);
    }
  }
  return { streams: [...group], tables: [...tables] };
}

/**
 * Drops the group's tables and makes its streams due from the beginning, in one transaction: the sync that follows reads
 * them, the other streams keep their place. Returns the tables that were there. Throws `STATE` for a state that can't be read.
 */
async function resetStreams(warehouse: Warehouse, catalog: Catalog, { streams, tables }: StreamGroup): Promise<string[]> {
  const stored = await warehouse.state();
  const { state } = parseState(catalog, stored === null ? undefined : parseJson(stored));
  const due = streams.map((stream): [string, StreamState] => [stream, { phase: 'due', cursor: null }]);
  const after = printState({ streams: { ...state.streams, ...Object.fromEntries(due) } });
  return warehouse.reset({ tables: tables.map(fivetranTableName), state: printJson(after) });
}
