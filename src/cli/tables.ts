import { Command } from 'commander';
import { printJson } from '../edge/json.ts';
import type { TableSummary } from '../emulator/warehouse/table-summary.ts';
import { exitCode, exitCodesHelp, type ExitCode } from './exit-code.ts';
import { addWarehouseOptions, withExistingWarehouse, type WarehouseOptions } from './existing-warehouse.ts';
import type { Printer } from './printer.ts';
import type { Terminal } from './terminal.ts';
import { countOf } from './words.ts';

/** The command that shows what the warehouse holds. */
export function tablesCommand(terminal: Terminal, printer: Printer, end: (code: ExitCode) => void): Command {
  return addWarehouseOptions(new Command('tables').summary('show the tables: rows, columns, types, last sync'))
    .description('Shows each table of the warehouse: its rows, its columns with their types, and when an answer last touched it.')
    .option('--json', 'print one line of JSON per table')
    .addHelpText('after', `\nExamples:\n  npm run connector -- tables\n  npm run -s connector -- tables --json | jq .rows\n\n${exitCodesHelp}`)
    .action(async (options: WarehouseOptions & { readonly json?: true }) => {
      await withExistingWarehouse(options, terminal, async (warehouse) => {
        const tables = await warehouse.tables();
        if (options.json === true) for (const table of tables) printer.print(printJson(table));
        else if (tables.length === 0) printer.print(`${warehouse.file} has no table yet: nothing was synced into it.`);
        else printer.print(`${tables.map(describe).join('\n\n')}\n\n${legend}`);
      });
      end(exitCode.fine);
    });
}

function describe({ table, primaryKey, columns, rows, deletedRows, lastSynced }: TableSummary): string {
  const deleted = deletedRows > 0 ? `, and ${deletedRows.toLocaleString('en')} marked as deleted` : '';
  const width = Math.max(...columns.map(({ name }) => name.length));
  return [
    `${table}: ${countOf(rows, 'row')}${deleted}, last synced ${lastSynced}`,
    ...columns.map(({ name, type }) => `  ${name.padEnd(width)}  ${type ?? 'only nulls so far'}${primaryKey.includes(name) ? '  key' : ''}`),
  ].join('\n');
}

const legend = [
  "Columns that begin with _fivetran_ are Fivetran's own: _fivetran_deleted marks rows that the source deleted,",
  '_fivetran_synced says when a row last came. A type only ever widens, and a column is never dropped.',
].join('\n');
