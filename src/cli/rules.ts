import { Command } from 'commander';
import { printJson } from '../edge/json.ts';
import { rulesAsMarkdown, rulesInWords } from '../emulator/rules/print-rules.ts';
import { rules } from '../emulator/rules/rules.ts';
import type { Printer } from './printer.ts';

/** The command that lists the rules every answer is held to. */
export function rulesCommand(printer: Printer): Command {
  return new Command('rules')
    .summary('list the rules of the protocol that answers are held to, each with its evidence')
    .description("The rules of Fivetran's function protocol that every answer is held to, how each is known, and what to do about a broken one.")
    .option('--markdown', 'print the table of src/emulator/README.md')
    .option('--json', 'print one line of JSON')
    .addHelpText('after', '\nExamples:\n  npm run connector -- rules')
    .action(({ markdown, json }: { readonly markdown?: true; readonly json?: true }) => {
      printer.print(json === true ? printJson(rules) : markdown === true ? rulesAsMarkdown() : rulesInWords());
    });
}
