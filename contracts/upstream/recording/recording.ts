import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { parseExchange, printExchange, type Exchange } from './exchange.ts';
import { foldJson, layOutJson } from './json-layout.ts';

/** Where recordings say that the API is; nobody can be reached there (RFC 6761 reserves the name). */
export const recordedOrigin = 'https://loans.test';

/** A whole sync between the connector and a source: what it began with, and each call of it. */
export type Recording = { readonly opening: Opening; readonly calls: readonly RecordedCall[] };

/** All that a sync depends on beside what it is answered. */
export type Opening = z.infer<typeof openingShape>;

export type RecordedCall = {
  readonly exchanges: readonly Exchange[];
  /** What the call answered, as JSON text. */
  readonly answer: string;
};

/** The files of a recording, by their names within its folder. */
export type Files = ReadonlyMap<string, string>;

export function printRecording({ opening, calls }: Recording): Files {
  const files = new Map([['opening.json', `${JSON.stringify(opening, null, 2)}\n`]]);
  for (const [nth, { exchanges, answer }] of calls.entries()) {
    const folder = `call-${nth + 1}`;
    for (const [place, exchange] of exchanges.entries()) files.set(`${folder}/${fileName(exchange, place)}`, printExchange(exchange));
    files.set(`${folder}/answer.json`, `${layOutJson(answer)}\n`);
  }
  return files;
}

/** Throws where a file is missing or cannot be read, naming it. */
export function parseRecording(files: Files): Recording {
  const opening = openingShape.parse(JSON.parse(files.get('opening.json') ?? 'null'));
  const calls: RecordedCall[] = [];
  for (let nth = 1; files.has(`call-${nth}/answer.json`); nth += 1) {
    const exchanges = [...files.keys()].filter((name) => name.startsWith(`call-${nth}/`) && name.endsWith('.http')).sort();
    calls.push({
      exchanges: exchanges.map((name) => parseFile(name, files.get(name) ?? '')),
      answer: foldJson((files.get(`call-${nth}/answer.json`) ?? '').trimEnd()),
    });
  }
  return { opening, calls };
}

/** The files of a folder; none where there is no such folder. */
export async function readFiles(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(await Promise.all(paths.map(async (path): Promise<[string, string]> => [path.slice(folder.length + 1), await readFile(path, 'utf8')])));
}

/** Puts the files in place of those that the folder holds. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** Such as `03-loan-applications-page-2.http`. */
export function fileName({ request }: Exchange, place: number): string {
  const { pathname, searchParams } = new URL(request.url);
  const page = searchParams.get('page');
  const parts = [String(place + 1).padStart(2, '0'), ...pathname.split('/').slice(2), ...(page === null ? [] : ['page', page])];
  return `${parts.join('-')}.http`;
}

function parseFile(name: string, text: string): Exchange {
  try {
    return parseExchange(text);
  } catch (error) {
    throw new SyntaxError(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

const openingShape = z.strictObject({
  /** What the recording shows, in a sentence. */
  about: z.string(),
  /** The local clock at the first call, in UTC. */
  began: z.iso.datetime(),
  /** The custom payload of the connection. */
  customPayload: z.record(z.string(), z.string()),
  /** What an answer may take, in bytes of UTF-8 JSON. */
  answerBytesMax: z.number(),
  /** What the sync before it left, or `{}`. */
  state: z.json(),
});
