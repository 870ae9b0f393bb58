import { Option, type Command } from 'commander';
import { payloadShape } from '../edge/settings.ts';
import { defaultSource } from '../sources/every-source.ts';
import { sourceNamed, sourceNames } from '../sources/sources.ts';
import { describedFields } from './described-fields.ts';
import { addLambdaOptions } from './lambda-options.ts';
import { variableOf } from './read-secrets.ts';

/** The file that is meant unless another is named. */
export const defaultWarehouse = 'warehouse.duckdb';

/** Adds the options that say which function is called and how its connection is set up. */
export function addConnectionOptions(command: Command): Command {
  const described = command
    .option('--source <name>', 'the source to sync; with --help, the one whose settings are listed', defaultSource)
    .option('--secrets <file>', 'a JSON file of secrets, readable by you alone (chmod 600); the environment unless given')
    .addOption(new Option('--payload <key=value>', 'a setting of the connection, may be repeated').argParser(collect).default([], 'none'));
  return addLambdaOptions(described);
}

/** The secrets and settings of the source that a command line names, for its `--help`; of the default one where it names none that there is. */
export function describeConnection(command: Command): string {
  const { source: named = defaultSource } = command.opts<{ readonly source?: string }>();
  const source = sourceNamed(sourceNames.includes(named) ? named : defaultSource);
  const { catalog, secrets } = source;
  const settings = describedFields(payloadShape(source));
  return [
    `Secrets of ${catalog.source}, in the file by name or in the environment by variable:`,
    ...describedFields(secrets).map(({ name, description }) => `  ${name.padEnd(18)} ${description}  (${variableOf(name)})`),
    '',
    `Settings of ${catalog.source}, as --payload key=value:`,
    ...settings.map(({ name, description }) => `  ${name.padEnd(18)} ${description}`),
  ].join('\n');
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}
