import { Command, InvalidArgumentError } from 'commander';
import { printJson } from '../edge/json.ts';
import type { QueryRow } from '../emulator/warehouse/query.ts';
import type { Warehouse } from '../emulator/warehouse/warehouse.ts';
import { WarehouseError } from '../emulator/warehouse/warehouse-error.ts';
import { exitCode, exitCodesHelp, type ExitCode } from './exit-code.ts';
import { addWarehouseOptions, withExistingWarehouse, type WarehouseOptions } from './existing-warehouse.ts';
import type { Printer } from './printer.ts';
import type { Terminal } from './terminal.ts';
import { printTable } from './text-table.ts';
import { UsageError } from './usage-error.ts';
import { countOf } from './words.ts';

type QueryOptions = WarehouseOptions & { readonly rows: number; readonly json?: true };

const rowsShownDefault = 40;

/** A longer cell is clipped in the table; `--json` shows it in full. */
const cellCharactersMax = 60;

/** The command that answers SQL, for those who have no DuckDB program. */
export function queryCommand(terminal: Terminal, printer: Printer, end: (code: ExitCode) => void): Command {
  return addWarehouseOptions(new Command('query').summary('answer SQL from the warehouse'))
    .description('Answers SQL in the dialect of DuckDB, read-only. The warehouse of a sync that is running is closed to others.')
    .argument('<sql>', 'the SQL, in quotes')
    .option('--rows <n>', 'rows shown at most', wholeNumber, rowsShownDefault)
    .option('--json', 'print every row as a line of JSON, its values as texts so that no digit is lost')
    .addHelpText('after', `\n${help}`)
    .action(async (sql: string, options: QueryOptions) => {
      await withExistingWarehouse(options, terminal, (warehouse) => answer(warehouse, sql, options, printer));
      end(exitCode.fine);
    });
}

const help = [
  'Examples:',
  '  npm run connector -- query "SELECT status, count(*), sum(amount) FROM loan_applications WHERE NOT _fivetran_deleted GROUP BY status"',
  '  npm run connector -- query "SHOW TABLES"',
  '  npm run connector -- query "SELECT * FROM _connector.calls ORDER BY call DESC LIMIT 10"     (the log of all calls)',
  '',
  exitCodesHelp,
].join('\n');

async function answer(warehouse: Warehouse, sql: string, { rows: rowsMax, json }: QueryOptions, printer: Printer): Promise<void> {
  const shown: QueryRow[] = [];
  let rows = 0;
  for await (const row of readOnly(warehouse, sql)) {
    rows += 1;
    if (json === true) printer.print(printJson(row));
    else if (rows <= rowsMax) shown.push(row);
  }
  if (json === true) return;
  if (rows > 0) printer.print(tableOf(shown));
  printer.print(rows > shown.length ? `the first ${shown.length} of ${countOf(rows, 'row')}; --rows ${rows} shows all` : countOf(rows, 'row'));
}

/** Rows come and go by syncs alone: a slip in SQL must not change what a sync believes to be stored. */
async function* readOnly(warehouse: Warehouse, sql: string): AsyncGenerator<QueryRow, void, undefined> {
  try {
    yield* warehouse.rows(`BEGIN TRANSACTION READ ONLY;\n${sql}`);
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    if (error.message.includes('read-only mode')) {
      throw new UsageError('query only reads: rows are changed by syncs alone, so that the state stays true of them', { cause: error });
    }
    // The line before is not the user's.
    const message = error.message.replace(/\bLINE (\d+):/g, (_, line: string) => `LINE ${Number(line) - 1}:`);
    throw new WarehouseError(error.code, message, { cause: error });
  }
}

function tableOf(rows: readonly QueryRow[]): string {
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((title) => ({ title, side: rows.every((row) => isNumber(row[title] ?? null)) ? 'right' : 'left' }) as const);
  return printTable(
    columns,
    rows.map((row) => names.map((name) => cell(row[name] ?? null))),
  );
}

function isNumber(value: string | null): boolean {
  return value === null || /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value);
}

function cell(value: string | null): string {
  if (value === null) return 'NULL';
  const line = value.replaceAll(/\p{Cc}+/gu, ' ');
  return line.length > cellCharactersMax ? `${line.slice(0, cellCharactersMax - 1)}…` : line;
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is no whole number of at least 1.');
}
