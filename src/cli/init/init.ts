import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import type { Json } from '../../core/json.ts';
import { promiseOf, type PromiseLevel } from '../../core/promise.ts';
import { parseJson } from '../../edge/json.ts';
import { exitCode, exitCodesHelp, type ExitCode } from '../exit-code.ts';
import type { Printer } from '../printer.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { terminalAsker, type Asker } from './asker.ts';
import { catalogOf } from './catalog-of.ts';
import { describeSource } from './describe-source.ts';
import type { Description } from './description.ts';
import { guessFromSample } from './guess-from-sample.ts';
import { addInitOptions, type InitOptions } from './init-options.ts';
import { printSource } from './print-source.ts';
import { printTest } from './print-test.ts';
import { registerSource } from './register-source.ts';

/** The command that writes a source's file and its test, and registers it. */
export function initCommand(_: Terminal, printer: Printer, end: (code: ExitCode) => void): Command {
  const command = new Command('init')
    .summary('write the file of a source, and its test')
    .description(
      'Writes src/sources/NAME.ts and spec/sources/NAME.test.ts, and registers the source. On a terminal it asks for what no flag says. Nothing is asked of the API, and no file is overwritten.',
    )
    .argument('<name>', 'lowercase words with hyphens, such as shop-orders');
  return addInitOptions(command)
    .addHelpText('after', `\n${help}`)
    .action(async (name: string, options: InitOptions) => {
      const asker = process.stdin.isTTY && process.stdout.isTTY ? await terminalAsker() : null;
      await init(name, options, asker, printer);
      end(exitCode.fine);
    });
}

const help = [
  'Examples:',
  '  npm run connector -- init shop-orders',
  '  npm run connector -- init shop-orders --sample response.json --path /v1/orders --strategy countdown \\',
  '    --from updated_from --until updated_until --page-number page --page-size per_page --size-max 100',
  '',
  exitCodesHelp,
].join('\n');

/** Writes the files. Throws `UsageError` for what can't be written, and `SETTINGS` for a source that can't work; then nothing is left behind. */
export async function init(name: string, options: InitOptions, asker: Asker | null, printer: Printer): Promise<void> {
  const guess = options.sample === undefined ? null : guessFromSample(await readSample(options.sample));
  const described = await describeSource(name, options, guess, asker);
  const { description, level } = await accepted(described, asker);
  const files = [
    { file: join(options.directory, 'src', 'sources', `${name}.ts`), text: printSource(description) },
    { file: join(options.directory, 'spec', 'sources', `${name}.test.ts`), text: printTest(description, level) },
  ];
  const registry = join(options.directory, 'src', 'sources', 'every-source.ts');
  const registered = registerSource(await readProjectFile(registry), name);
  await writeNew(files);
  try {
    // Defining it runs its example through, and says what is wrong.
    await import(pathToFileURL(resolve(files[0]?.file ?? '')).href);
  } catch (error) {
    for (const { file } of files) await rm(file);
    // By its name: in another folder than this program's own the class is another one.
    throw error instanceof Error && error.name === 'SETTINGS' ? new UsageError(`${error.message} Nothing was written.`, { cause: error }) : error;
  }
  await writeFile(registry, registered);
  printer.print(inWords(description, level, files.map(({ file }) => file)));
}

/** Losing rows has to be accepted by name. */
async function accepted(description: Description, asker: Asker | null): Promise<{ readonly description: Description; readonly level: PromiseLevel }> {
  const { level, because, improvements } = promiseOf(catalogOf(description), description.table);
  if (level !== 'can lose rows' || description.acceptsLoss) return { description, level };
  const answer = (await asker?.choose(`This stream can lose rows. ${because} ${improvements.join(' ')} Accept that?`, [{ value: 'no' }, { value: 'yes' }], 'no')) ?? 'no';
  if (answer === 'yes') return { description: { ...description, acceptsLoss: true }, level };
  throw new UsageError(`such a stream can lose rows. ${because}\n${improvements.join('\n')}\nIf nothing better is possible, accept that with --accept-loss. Nothing was written.`);
}

async function readSample(file: string): Promise<Json> {
  try {
    return parseJson(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`the sample ${file} is not JSON: ${error.message}`, { cause: error });
    throw unreadable('the sample', file, error);
  }
}

async function readProjectFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(`this is no folder of the project (--directory):`, file, error);
  }
}

function unreadable(what: string, file: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new UsageError(`${what} ${file} can't be read (${code}${code === 'ENOENT' ? ': there is no such file' : ''})`, { cause: error });
}

/** Writes all of the files or, where one of them is there already, none. */
async function writeNew(files: readonly { readonly file: string; readonly text: string }[]): Promise<void> {
  const written: string[] = [];
  for (const { file, text } of files) {
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { flag: 'wx' });
      written.push(file);
    } catch (error) {
      for (const done of written) await rm(done);
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new UsageError(code === 'EEXIST' ? `${file} is there already: remove it first, or choose another name` : `${file} can't be written (${code})`, { cause: error });
    }
  }
}

function inWords({ name }: Description, level: PromiseLevel, files: readonly string[]): string {
  return [
    `Written: ${files.join(', ')}; registered in src/sources/every-source.ts.`,
    `Promise: ${level}. What that rests on: npm run connector -- explain --source ${name}`,
    'Next:',
    `  node --import tsx --test spec/sources/${name}.test.ts`,
    `  npm run connector -- check --source ${name} --secrets secrets.json`,
    `  npm run connector -- sync --source ${name} --secrets secrets.json --warehouse ${name}.duckdb`,
  ].join('\n');
}
