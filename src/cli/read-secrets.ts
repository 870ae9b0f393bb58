import { open } from 'node:fs/promises';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Source } from '../edge/source.ts';
import { describedFields, type DescribedField } from './described-fields.ts';
import { nearestName } from './nearest-name.ts';
import { UsageError } from './usage-error.ts';

export type Secrets = { readonly [name: string]: string };

/** Before the name of a secret in the environment. */
const prefix = 'CONNECTOR_SECRET_';

/**
 * The secrets of a connection: from the file where one is named, otherwise from the environment. They are never taken from
 * arguments, which everybody on the machine can list. Throws `UsageError`, which never shows a value.
 */
export async function readSecrets(
  source: Pick<Source, 'secrets'>,
  file: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Secrets> {
  return file === undefined ? secretsIn(variables, describedFields(source.secrets)) : readSecretsFile(file);
}

/** `baseUrl` is read from `CONNECTOR_SECRET_BASE_URL`. */
export function variableOf(secret: string): string {
  return prefix + secret.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}

function secretsIn(variables: Readonly<Record<string, string | undefined>>, fields: readonly DescribedField[]): Secrets {
  const names = new Map(fields.map(({ name }) => [variableOf(name), name]));
  const secrets: Record<string, string> = {};
  for (const [variable, value] of Object.entries(variables)) {
    if (!variable.startsWith(prefix) || value === undefined) continue;
    const name = names.get(variable);
    if (name === undefined) {
      throw new UsageError(`${variable} is no secret of this source.${nearestName(variable, [...names.keys()])} There are: ${[...names.keys()].join(', ')}`);
    }
    secrets[name] = value;
  }
  const missing = fields.filter(({ name, required }) => required && !Object.hasOwn(secrets, name)).map(({ name }) => name);
  if (missing.length === 0) return secrets;
  throw new UsageError(
    `missing: ${missing.join(', ')}. Give the secrets in a file, --secrets FILE, as {${fields.map(({ name }) => `"${name}": "…"`).join(', ')}},\n` +
      `or in the environment as ${missing.map(variableOf).join(', ')}; never as arguments, which everybody on the machine can list.`,
  );
}

/** A file of secrets is small; anything larger is another file. */
const fileBytesMax = 1_048_576;

async function readSecretsFile(file: string): Promise<Secrets> {
  const text = await readPrivateFile(file);
  const json = parse(file, text);
  const wrong = Object.entries(json).find(([, value]) => typeof value !== 'string');
  if (wrong !== undefined) throw new UsageError(`the secrets file ${file} has '${wrong[0]}', which is not a text: write it in double quotes`);
  return json as Secrets;
}

async function readPrivateFile(file: string): Promise<string> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`the secrets file ${file} can't be read (${code}${code === 'ENOENT' ? ': there is no such file' : ''})`);
  });
  try {
    // Of the opened file, so that what is checked is what is read.
    const { mode, size } = await handle.stat();
    if ((mode & 0o170000) === 0o040000) throw new UsageError(`the secrets file ${file} is a directory`);
    const permissions = mode & 0o777;
    // Windows keeps no such bits and shows every file as open to all.
    if (process.platform !== 'win32' && (permissions & 0o077) !== 0) {
      throw new UsageError(
        `the secrets file ${file} can be read or written by other users (mode ${permissions.toString(8).padStart(3, '0')}): make it yours alone with\n  chmod 600 ${file}`,
      );
    }
    if (size > fileBytesMax) throw new UsageError(`the secrets file ${file} is ${size} bytes, which is no file of secrets`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** The parser's own message would quote the file, so it is not shown. */
function parse(file: string, text: string): JsonObject {
  const shape = 'an object of texts such as {"baseUrl": "https://…", "apiToken": "…"}';
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    throw new UsageError(`the secrets file ${file} is not JSON: it should hold ${shape}`);
  }
  if (isJsonObject(json)) return json;
  throw new UsageError(`the secrets file ${file} is JSON, but no object: it should hold ${shape}`);
}
