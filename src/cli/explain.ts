import { Command } from 'commander';
import type { Catalog, Stream } from '../core/catalog.ts';
import { promiseOf, type StreamPromise } from '../core/promise.ts';
import { printJson } from '../edge/json.ts';
import { defaultSource } from '../sources/every-source.ts';
import { sourceNamed } from '../sources/sources.ts';
import { exitCode, exitCodesHelp, type ExitCode } from './exit-code.ts';
import type { Printer } from './printer.ts';
import type { Terminal } from './terminal.ts';

type ExplainOptions = { readonly source: string; readonly json?: true };

/** The command that says what each stream of a source promises, and what that rests on. It asks nothing of the API. */
export function explainCommand(_: Terminal, printer: Printer, end: (code: ExitCode) => void): Command {
  return new Command('explain')
    .summary('say what each stream of a source promises, and what that rests on')
    .description(
      'Says per stream how its list is read, whether it can lose rows, what that rests on, and what would improve it. It is computed from the source alone; nothing is asked of the API.',
    )
    .option('--source <name>', 'the source to explain', defaultSource)
    .option('--json', 'print one line of JSON per stream')
    .addHelpText('after', `\nExamples:\n  npm run connector -- explain --source loans\n  npm run -s connector -- explain --json | jq .level\n\n${exitCodesHelp}`)
    .action(({ source: name, json }: ExplainOptions) => {
      const { catalog } = sourceNamed(name);
      for (const [stream, described] of Object.entries(catalog.streams)) {
        const promise = promiseOf(catalog, stream);
        printer.print(json === true ? printJson({ source: catalog.source, stream, strategy: described.strategy.name, ...promise }) : `${inWords(stream, described, promise)}\n`);
      }
      if (json !== true) printer.print(inShort(catalog));
      end(exitCode.fine);
    });
}

function inWords(name: string, stream: Stream, { level, because, restsOn, improvements }: StreamPromise): string {
  return [
    name,
    `  tables    ${stream.tables.join(', ')}`,
    `  strategy  ${stream.strategy.name}, over ${listOf(stream)}`,
    `  promise   ${level}${stream.accepts === 'loss' ? ', which the source accepts' : ''}`,
    `            ${because}`,
    ...listed('rests on', restsOn),
    ...listed('better', improvements),
  ].join('\n');
}

/** What part of its list a stream reads. */
function listOf({ window, list }: Stream): string {
  if (window === undefined) return list === 'appended' ? 'a list that is only appended to' : 'the whole list in every sync';
  return window.until === undefined ? `what changed since a moment (${window.from})` : `windows of modification time (${window.from}, ${window.until})`;
}

function listed(title: string, sentences: readonly string[]): string[] {
  return sentences.map((sentence, nth) => `  ${(nth === 0 ? title : '').padEnd(8)}  - ${sentence}`);
}

function inShort(catalog: Catalog): string {
  const names = Object.keys(catalog.streams);
  const lossy = names.filter((name) => promiseOf(catalog, name).level === 'can lose rows');
  if (lossy.length > 0) return `Can lose rows: ${lossy.join(', ')}.`;
  const others = names.filter((name) => promiseOf(catalog, name).level !== 'complete');
  return others.length === 0 ? 'No stream loses rows, as long as all of this is true of the API.' : `As good as the API's own cursor, no better: ${others.join(', ')}.`;
}
