import { isJsonObject, type Json } from '../core/json.ts';
import type { Progress } from '../emulator/progress.ts';
import { rules } from '../emulator/rules/rules.ts';
import { cursorInShort } from '../emulator/state-in-short.ts';
import type { SyncCall, SyncEnd, SyncReport } from '../emulator/sync.ts';
import type { Printer } from './printer.ts';
import type { SyncedWarehouse, SyncView } from './sync-view.ts';
import { printTable } from './text-table.ts';
import { countOf, indent, printBytes, printDuration } from './words.ts';

/** A sync as a person follows it: what is about to happen, its progress meanwhile, and what came of it. */
export function syncInWords(printer: Printer, startProgress: () => Progress): SyncView {
  const delivered = new Map<string, Delivered>();
  const changes: string[] = [];
  let progress: Progress | null = null;
  let callsStored = 0;
  return {
    begin: ({ syncId, source, file, state }) => {
      delivered.clear();
      changes.length = 0;
      callsStored = 0;
      progress = startProgress();
      printer.print(`Sync ${syncId} of ${source} into ${file}`);
      printer.print(`  The function is called with ${describeState(state)} and then again with each state it answers, until hasMore is false.`);
    },
    invoke: () => undefined,
    call: (call) => {
      callsStored += 1;
      countTables(delivered, call);
      changes.push(...schemaChanges(call));
      progress?.show(call);
    },
    end: (report, warehouse) => {
      progress?.end();
      if (changes.length > 0) printer.print(`The warehouse's tables, as the answers changed them:\n${indent(changes.join('\n'), 2)}`);
      if (warehouse.tables.length > 0) printer.print(deliveredTable(delivered, warehouse));
      printer.print(summarize(report));
      for (const warning of report.warnings) printer.remark(`Warning: ${warning}`);
      printer.print(describeEnd(report, warehouse));
    },
    fail: ({ text }) => {
      progress?.end();
      if (callsStored > 0) printer.remark(`${countOf(callsStored, 'answer')} before it ${callsStored === 1 ? 'is' : 'are'} stored.`);
      printer.remark(text);
    },
    leave: () => {
      progress?.end();
    },
    remark: printer.remark,
  };
}

type Delivered = { readonly inserted: number; readonly deleted: number };

function countTables(delivered: Map<string, Delivered>, { loaded }: SyncCall): void {
  for (const { table, rowsInserted, rowsDeleted, rowsSoftDeleted } of loaded.tables) {
    const before = delivered.get(table) ?? { inserted: 0, deleted: 0 };
    delivered.set(table, { inserted: before.inserted + rowsInserted, deleted: before.deleted + rowsDeleted + rowsSoftDeleted });
  }
}

function schemaChanges({ nth, loaded }: SyncCall): string[] {
  return loaded.tables.flatMap(({ table, created, columnsAdded, columnsWidened }) => {
    if (created) return [`call ${nth} created ${table} with ${countOf(columnsAdded.length, 'column')}`];
    return [
      ...(columnsAdded.length > 0 ? [`call ${nth} added to ${table}: ${columnsAdded.join(', ')}`] : []),
      ...columnsWidened.map(({ column, from, to }) => `call ${nth} widened ${table}.${column} from ${from} to ${to}`),
    ];
  });
}

function deliveredTable(delivered: ReadonlyMap<string, Delivered>, { tables }: SyncedWarehouse): string {
  const columns = ['table', 'upserted', 'marked deleted', 'live rows now'].map((title, nth) => ({ title, side: nth === 0 ? 'left' : 'right' }) as const);
  return printTable(
    columns,
    tables.map(({ table, rows }) => {
      const { inserted, deleted } = delivered.get(table) ?? { inserted: 0, deleted: 0 };
      return [table, ...[inserted, deleted, rows].map((count) => count.toLocaleString('en'))];
    }),
  );
}

function describeState(state: Json): string {
  if (isJsonObject(state) && Object.keys(state).length === 0) return 'the state {}, which is the first sync,';
  return 'the state of the last good answer';
}

function summarize({ calls, rows, bytes, milliseconds }: SyncReport): string {
  const rate = Math.round(rows / Math.max(0.001, milliseconds / 1_000));
  return `${countOf(calls, 'call')}, ${countOf(rows, 'row')}, ${printBytes(bytes)} in ${printDuration(milliseconds)} (${rate.toLocaleString('en')} rows/s)`;
}

const goesOn = 'The state of the last answer is stored: the next sync goes on from it.';

function describeEnd({ end, calls }: SyncReport, { state }: SyncedWarehouse): string {
  const texts: Readonly<Record<SyncEnd, () => string>> = {
    done: () => `hasMore was false: the sync is done.${describeCursors(state)}`,
    calls: () => `Stopped after ${countOf(calls, 'call')}, as --max-calls says. ${goesOn}`,
    interrupted: () => `Stopped by Ctrl-C after the answer in hand was stored. ${goesOn}`,
    'six-hours': () => {
      const rule = 'sync-ends-within-six-hours';
      return `${rule}: ${rules[rule].says}\n  evidence  ${rules[rule].evidence}\n  to do     ${rules[rule].mend}`;
    },
  };
  return texts[end]();
}

/** Where the streams of a state of ours are complete up to; nothing for any other state. */
function describeCursors(state: Json): string {
  const streams = isJsonObject(state) ? state['streams'] : null;
  if (!isJsonObject(streams)) return '';
  const cursors = Object.entries(streams).flatMap(([name, stream]) =>
    isJsonObject(stream) && stream['cursor'] !== null ? [{ name, cursor: describeCursor(stream['cursor']) }] : [],
  );
  const lines = Object.entries(Object.groupBy(cursors, ({ cursor }) => cursor)).map(
    ([cursor, alike = []]) => `  ${cursor}: ${alike.map(({ name }) => name).join(', ')}`,
  );
  return lines.length === 0 ? '' : ` The next one reads what changes from here on:\n${lines.join('\n')}`;
}

function describeCursor(cursor: Json | undefined): string {
  return typeof cursor === 'string' ? `complete up to ${cursor}` : `read, up to ${cursorInShort(cursor)}`;
}

