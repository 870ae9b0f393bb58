import { printJson } from '../edge/json.ts';
import type { Printer } from './printer.ts';
import type { SyncView } from './sync-view.ts';
import { tracedRows } from './traced-rows.ts';

/** A sync for a machine: a line of JSON per call, and one at the end, whatever the end is. */
export function syncAsJson(printer: Printer): SyncView {
  let syncId = '';
  const print = (value: { readonly type: string; readonly [name: string]: unknown }): void => {
    printer.print(printJson({ sync_id: syncId, ...value }));
  };
  return {
    begin: (sync) => {
      ({ syncId } = sync);
    },
    invoke: () => undefined,
    call: ({ nth, state, answer, bytes, milliseconds, loaded }, asks) => {
      const { softDelete, warnings, hasMore } = answer;
      const tables = loaded.tables.filter(({ created, columnsAdded, columnsWidened }) => created || columnsAdded.length + columnsWidened.length > 0);
      const schema = tables.map(({ table, created, columnsAdded, columnsWidened }) => ({ table, created, columnsAdded, columnsWidened }));
      print({ type: 'call', call: nth, stateIn: state, asks, rows: tracedRows(answer), softDelete, bytes, milliseconds, schemaChanges: schema, warnings, stateOut: answer.state, hasMore });
    },
    end: ({ end, calls, rows, bytes, milliseconds, warnings }, { file, tables }) => {
      const now = Object.fromEntries(tables.map(({ table, rows: live, deletedRows }) => [table, { live, deleted: deletedRows }]));
      print({ type: 'end', end, calls, rows, bytes, milliseconds, warnings, warehouse: file, tables: now });
    },
    fail: ({ exitCode, kind, code, text }, asks) => {
      print({ type: 'error', exitCode, kind, code, message: text, asks });
    },
    leave: () => undefined,
    remark: printer.remark,
  };
}
