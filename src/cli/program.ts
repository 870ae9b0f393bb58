import { Command, CommanderError } from 'commander';
import { checkCommand } from './check.ts';
import { explainCommand } from './explain.ts';
import { explainError } from './explain-error.ts';
import { initCommand } from './init/init.ts';
import { exitCode, exitCodesHelp, type ExitCode } from './exit-code.ts';
import { createPrinter, type Printer } from './printer.ts';
import { queryCommand } from './query.ts';
import { rulesCommand } from './rules.ts';
import { stateCommand } from './state.ts';
import { syncCommand } from './sync.ts';
import { tablesCommand } from './tables.ts';
import type { Terminal } from './terminal.ts';

/** Runs the command that the arguments name. Resolves with the exit code; a mistake of the user is words, never a stack. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const printer = createPrinter(terminal);
  let code: ExitCode = exitCode.fine;
  const program = createProgram(terminal, printer, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has printed its own message already, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.fine : exitCode.usage;
    const explained = explainError(error);
    printer.remark(explained.text);
    return explained.exitCode;
  }
}

function createProgram(terminal: Terminal, printer: Printer, end: (code: ExitCode) => void): Command {
  const program = new Command('connector')
    .usage('<command> [options]      (npm run connector -- <command> [options])')
    .description('Plays Fivetran for a function connector: calls it, holds its answers to the protocol, loads them into DuckDB.')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', `\n${help}`);
  const commands = [initCommand, explainCommand, checkCommand, syncCommand, stateCommand, tablesCommand, queryCommand];
  for (const create of commands) program.addCommand(create(terminal, printer, end));
  program.addCommand(rulesCommand(printer));
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands: inner }) => inner)]) {
    setUp(command, terminal, printer);
  }
  return program;
}

const help = [
  'Examples:',
  '  npm run connector -- check --secrets secrets.json',
  '  npm run connector -- sync --secrets secrets.json',
  '  npm run connector -- tables',
  '  npm run connector -- query "SELECT count(*) FROM loan_applications WHERE NOT _fivetran_deleted"',
  'secrets.json is for your eyes alone (chmod 600): {"baseUrl": "https://…", "apiToken": "…"}',
  '',
  exitCodesHelp,
].join('\n');

/** Nothing ends the process or writes past the printer. */
function setUp(command: Command, { output }: Terminal, printer: Printer): void {
  const width = output.columns ?? 120;
  command
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help to see what there is)')
    .configureHelp({ helpWidth: width })
    .configureOutput({
      writeOut: (text) => {
        printer.print(text.trimEnd());
      },
      writeErr: (text) => {
        printer.remark(text.trimEnd());
      },
    });
}
