import { Command, InvalidArgumentError, Option } from 'commander';
import { payloadBytesMax } from '../emulator/rules/limits.ts';
import { addConnectionOptions, defaultWarehouse, describeConnection } from './connection-options.ts';
import { exitCodesHelp, type ExitCode } from './exit-code.ts';
import type { Printer } from './printer.ts';
import { runSyncs, type SyncOptions } from './run-syncs.ts';
import type { Terminal } from './terminal.ts';

/** The command that plays Fivetran for one sync, or for many. */
export function syncCommand(terminal: Terminal, printer: Printer, end: (code: ExitCode) => void): Command {
  const command = new Command('sync').summary('sync the source into a warehouse, as Fivetran would').description(
    'Calls the function with the stored state until it answers hasMore: false, holds every answer to the rules of the\n' +
      "protocol, and stores each answer's rows and state together in a DuckDB file.",
  );
  return addConnectionOptions(command)
    .option('--warehouse <file>', 'the DuckDB file; created where there is none', defaultWarehouse)
    .option('--max-calls <n>', 'stop after so many calls; the next sync goes on', wholeNumber)
    .addOption(
      new Option('--answer-bytes <n>', 'what an answer or an object may take; Lambda allows 6291456, less shows progress more often')
        .argParser(answerBytes)
        .default(answerBytesDefault)
        // A deployed function fills its answers by its own measure.
        .conflicts('function'),
    )
    .option('--reset', 'first drop all tables and the state, once a setup test has passed')
    .option('--stream <name>', 'with --reset: only this stream, and those that fill the same tables')
    .option('--watch <seconds>', 'sync again so many seconds after each sync has ended, until Ctrl-C', seconds)
    .option('--through-s3', 'let the rows go through S3; a server of its own on loopback, unless --bucket names one')
    .addOption(new Option('--bucket <name>', 'with --through-s3: the bucket, with the credentials of your environment').implies({ throughS3: true }))
    .option('--s3-endpoint <url>', 'with --bucket: where the S3 is, if it is not AWS itself', httpUrl)
    .option('--lenient', "accept hasMore as the text 'true' or 'false', with a warning")
    .addOption(new Option('--trace', 'print one line per call').conflicts('json'))
    .option('--json', 'print one line of JSON per call, and one at the end')
    .addHelpText('after', ({ command: asked }) => `\n${help(asked)}`)
    .action(async (options: SyncOptions) => {
      end(await runSyncs(options, terminal, printer));
    });
}

function help(asked: Command): string {
  return [
    describeConnection(asked),
    '',
    'Examples:',
    '  npm run connector -- sync --secrets secrets.json',
    '  npm run connector -- sync --secrets secrets.json --payload start=2026-01-01T00:00:00Z --payload pageSize=200',
    '  npm run connector -- sync --secrets secrets.json --trace --max-calls 5',
    '  npm run connector -- sync --secrets secrets.json --through-s3',
    '  npm run connector -- sync --secrets secrets.json --stream loan_applications --reset',
    '  npm run connector -- sync --secrets secrets.json --function loans-connector --region eu-west-1 --qualifier live',
    '  CONNECTOR_SECRET_BASE_URL=https://loans.example CONNECTOR_SECRET_API_TOKEN="$TOKEN" npm run -s connector -- sync --json',
    'Ctrl-C ends the sync after the answer in hand is stored; a second one ends it at once. Nothing is lost by either.',
    '',
    exitCodesHelp,
  ].join('\n');
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is no whole number of at least 1.');
}

/** Small enough that a sync of some size shows its progress, and large enough that calls cost little. */
const answerBytesDefault = 1_000_000;

function answerBytes(text: string): number {
  const bytes = wholeNumber(text);
  if (bytes >= 2_000 && bytes <= payloadBytesMax) return bytes;
  throw new InvalidArgumentError(`It is no number from 2000 to ${payloadBytesMax}.`);
}

function httpUrl(text: string): string {
  if (URL.parse(text)?.protocol.startsWith('http') === true) return text;
  throw new InvalidArgumentError('It is no URL such as http://127.0.0.1:9000.');
}

/** A day at most: beyond that a timer of Node would wait for nothing. */
function seconds(text: string): number {
  if (/^\d{1,5}(\.\d{1,3})?$/.test(text) && Number(text) > 0 && Number(text) <= 86_400) return Number(text);
  throw new InvalidArgumentError('It is no number of seconds up to 86400.');
}
