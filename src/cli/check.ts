import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { printJson } from '../edge/json.ts';
import { FunctionError } from '../emulator/function-error.ts';
import { runSetupTest, type SetupTestReport } from '../emulator/setup-test.ts';
import { askQuestionsInWords } from './ask-questions-in-words.ts';
import { openConnection, type Connection, type ConnectionOptions } from './connection.ts';
import { addConnectionOptions, describeConnection } from './connection-options.ts';
import { explainError } from './explain-error.ts';
import { exitCode, exitCodesHelp, type ExitCode } from './exit-code.ts';
import type { Printer } from './printer.ts';
import type { Terminal } from './terminal.ts';
import { printDuration } from './words.ts';

type CheckOptions = ConnectionOptions & { readonly json?: true; readonly quick?: true };

/** The command that runs Fivetran's setup test and says in words what it showed. */
export function checkCommand(terminal: Terminal, printer: Printer, end: (code: ExitCode) => void): Command {
  const command = new Command('check')
    .summary('run the setup test, as Fivetran does when a connection is saved, and ask the API what settles its promise')
    .description(
      'Calls the function once with setup_test: true: settings, credentials and one cheap request. Then it asks the API itself about twenty times per stream what settles whether rows can be lost. No row is stored.',
    );
  return addConnectionOptions(command)
    .option('--quick', 'only the setup test, no further question')
    .option('--json', 'print one line of JSON, and one for each question')
    .addHelpText('after', ({ command: asked }) => `\n${help(asked)}`)
    .action(async (options: CheckOptions) => {
      const connection = await openConnection(options, terminal, printer);
      const code = await check(connection, options, terminal, printer);
      end(code === exitCode.fine && options.quick !== true ? await askQuestionsInWords(connection, terminal, printer, options.json === true) : code);
    });
}

function help(asked: Command): string {
  return [
    describeConnection(asked),
    '',
    'Examples:',
    '  npm run connector -- check --secrets secrets.json',
    '  CONNECTOR_SECRET_BASE_URL=https://loans.example CONNECTOR_SECRET_API_TOKEN="$TOKEN" npm run connector -- check',
    '  npm run connector -- check --secrets secrets.json --function loans-connector --region eu-west-1',
    '',
    exitCodesHelp,
  ].join('\n');
}

async function check(connection: Connection, { json }: CheckOptions, { environment }: Terminal, printer: Printer): Promise<ExitCode> {
  const { invoke, setup, source, lambda } = connection;
  const { now, sleep } = environment;
  if (json !== true) {
    printer.print(`Setup test of ${source.catalog.source}${lambda === null ? '' : ` by the Lambda function ${lambda.functionName}`}: one call with setup_test: true, as Fivetran makes when a connection is saved.`);
    printer.print(`  secrets   ${listed(Object.keys(setup.secrets))} (their values are never shown)`);
    printer.print(`  settings  ${listed(Object.entries(setup.payload).map(([key, value]) => `${key}=${value}`), 'all as they are unless set')}`);
  }
  try {
    const report = await runSetupTest({ invoke, setup, syncId: randomUUID(), now, sleep });
    printer.print(json === true ? printJson({ type: 'check', passed: true, ...report }) : inWords(report, connection));
    return exitCode.fine;
  } catch (error) {
    const { exitCode: code, kind, code: name, text } = explainError(error);
    if (kind === 'bug') throw error;
    if (json === true) printer.print(printJson({ type: 'check', passed: false, exitCode: code, kind, code: name, message: text }));
    // In Fivetran's own words: what the person who saves the connection will read.
    if (error instanceof FunctionError) printer.remark(`The setup test failed. Fivetran would show:\n  Unable to access Lambda function: ${error.message}`);
    else printer.remark(`The setup test failed.\n${text}`);
    return code;
  }
}

function inWords({ milliseconds, bytes, schema, remarks }: SetupTestReport, { takeAsks, lambda }: Connection): string {
  const { pages, others } = takeAsks();
  const asked = lambda === null ? `${pages.length + others} to the source` : 'to the source by the deployed function';
  const tables = Object.entries(schema).map(([table, { primary_key }]) => `${table} (${primary_key.length === 0 ? 'no key' : `key ${primary_key.join(', ')}`})`);
  return [
    `  requests  ${asked}, answered in the declared shape`,
    `  answer    in ${printDuration(milliseconds)} of at most 5 minutes, ${bytes.toLocaleString('en')} of at most 65,536 bytes`,
    `  tables    ${listed(tables)}`,
    ...remarks.map((remark) => `  remark    ${remark}`),
    'Passed: the settings can be read, the credentials are accepted, and Fivetran would save the connection.',
  ].join('\n');
}

function listed(texts: readonly string[], none = 'none'): string {
  return texts.length === 0 ? none : texts.join(', ');
}
