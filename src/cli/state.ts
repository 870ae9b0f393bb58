import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { JsonObject, Json } from '../core/json.ts';
import { parseState, printState } from '../core/state-text.ts';
import { parseJson, printJson } from '../edge/json.ts';
import type { Source } from '../edge/source.ts';
import { sourceNamed } from '../sources/sources.ts';
import { exitCode, exitCodesHelp, type ExitCode } from './exit-code.ts';
import { explainState } from './explain-state.ts';
import { nearestName } from './nearest-name.ts';
import { addWarehouseOptions, withExistingWarehouse, type WarehouseOptions } from './existing-warehouse.ts';
import type { Printer } from './printer.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The command that shows, explains and replaces the state that the next sync goes on from. */
export function stateCommand(terminal: Terminal, printer: Printer, end: (code: ExitCode) => void): Command {
  const command = new Command('state')
    .summary('show, explain or set the state that the next sync goes on from')
    .description('The state is all that is kept between two calls. It is stored with the rows, in the same transaction.')
    .addHelpText('after', `\n${help}`);

  addWarehouseOptions(command.command('show', { isDefault: true }))
    .summary('print the state as JSON (what happens without a name)')
    .description('Prints the stored state as JSON, as Fivetran would send it with the next call. Fails for one that the source cannot read.')
    // As the default it also gets the names that no other command has.
    .allowExcessArguments()
    .action(async (options: WarehouseOptions, show: Command) => {
      const [unknown] = show.args;
      if (unknown !== undefined) throw new UsageError(`state has no command '${unknown}'.${nearestName(unknown, names)} There are: ${names.join(', ')}`);
      const { stored, catalog } = await readStored(options, terminal);
      printer.print(JSON.stringify(stored, null, 2));
      parseState(catalog, stored);
      end(exitCode.fine);
    });

  addWarehouseOptions(command.command('explain'))
    .summary('say in words what each field of the state means')
    .description('Says in words what each field of the stored state means. Fails for one that the source cannot read.')
    .action(async (options: WarehouseOptions) => {
      const { stored, catalog } = await readStored(options, terminal);
      const { state, dropped } = parseState(catalog, stored);
      printer.print(explainState(printState(state)));
      if (dropped.length > 0) printer.print(`The source no longer has ${dropped.join(', ')}: the next sync drops what the state says of it.`);
      end(exitCode.fine);
    });

  addWarehouseOptions(command.command('set').argument('<file>', 'a file of JSON, such as `state show` printed'))
    .summary('replace the state by that of a file, once it was checked')
    .description('Replaces the stored state by that of a file. A state that the source cannot read is refused, and rows are not touched.')
    .action(async (file: string, options: WarehouseOptions) => {
      await setState(file, options, terminal, printer);
      end(exitCode.fine);
    });
  return command;
}

const names = ['show', 'explain', 'set'];

const help = [
  'Examples:',
  '  npm run connector -- state explain',
  '  npm run -s connector -- state show > state.json',
  '  npm run connector -- state set state.json',
  '',
  exitCodesHelp,
].join('\n');

type Stored = { readonly stored: Json; readonly catalog: Source['catalog'] };

async function readStored(options: WarehouseOptions, terminal: Terminal): Promise<Stored> {
  const { catalog } = sourceNamed(options.source);
  const text = await withExistingWarehouse(options, terminal, (warehouse) => warehouse.state());
  return { stored: text === null ? {} : parseJson(text), catalog };
}

async function setState(file: string, options: WarehouseOptions, terminal: Terminal, printer: Printer): Promise<void> {
  const state = readable(sourceNamed(options.source), parseFile(file, await readText(file)));
  const before = await withExistingWarehouse(options, terminal, async (warehouse) => {
    const replaced = await warehouse.state();
    await warehouse.setState(printJson(state));
    return replaced;
  });
  printer.print(`The state of ${options.warehouse} is set. No row was touched; the next sync goes on from here:\n${explainState(state)}`);
  printer.print(before === null ? 'There was no state before.' : `The state before, to put it back:\n${before}`);
}

/** A sync drops streams that the source no longer has; in a file written by hand an unknown name is a slip. */
function readable({ catalog }: Source, json: Json): JsonObject {
  const { state, dropped } = parseState(catalog, json);
  const [unknown] = dropped;
  if (unknown === undefined) return printState(state);
  const names = Object.keys(catalog.streams);
  throw new UsageError(`the state names ${unknown}, which is no stream of ${catalog.source}.${nearestName(unknown, names)} There are: ${names.join(', ')}`);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`the state file ${file} can't be read (${code}${code === 'ENOENT' ? ': there is no such file' : ''})`, { cause: error });
  }
}

function parseFile(file: string, text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`the state file ${file} is not JSON: ${error.message}`, { cause: error });
  }
}
