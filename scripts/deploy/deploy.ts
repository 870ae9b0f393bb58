import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Command } from 'commander';

/**
 * `npm run deploy`: replaces the code of the connector's function and moves `live` to it only after the new version passed
 * Fivetran's setup test, called through AWS as Fivetran calls it. Ends with 1 where anything fails; `live` then
 * stands where it stood.
 */
const options = new Command('deploy')
  .description('Uploads a bundle, publishes it as a version, tries that as `next`, and moves `live` to it.')
  .requiredOption('--function <name>', 'the function, by its name alone')
  .requiredOption('--bucket <name>', 'the bucket that holds bundles, in the region of the function')
  .requiredOption('--secrets <file>', "the secrets that the setup test is called with, as a connection has them")
  .option('--zip <file>', 'the bundle; its SHA-256 stands beside it in a file of the same name and .sha256', 'dist/connector.zip')
  .parse()
  .opts<Options>();

type Options = { readonly function: string; readonly bucket: string; readonly secrets: string; readonly zip: string };

try {
  await deploy(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function deploy({ function: name, bucket, secrets, zip }: Options): Promise<void> {
  const digest = await readBundle(zip);
  const key = `connector/${digest.toString('hex')}.zip`;
  const before = await versionOf(name, 'live');
  tell(`live is version ${before}`);

  await aws('s3', 'cp', zip, `s3://${bucket}/${key}`, '--only-show-errors');
  await aws('lambda', 'update-function-code', '--function-name', name, '--s3-bucket', bucket, '--s3-key', key);
  await aws('lambda', 'wait', 'function-updated-v2', '--function-name', name);
  // Lambda refuses to publish anything but this very file.
  const published = await aws('lambda', 'publish-version', '--function-name', name, '--code-sha256', digest.toString('base64'));
  const version = textAt(published, 'Version');
  tell(`published ${zip} as version ${version}`);

  await moveAlias(name, 'next', version);
  if (!(await passesSetupTest(name, 'next', secrets))) {
    throw new Error(`Version ${version} does not pass the setup test. live stays at version ${before}.`);
  }
  await moveAlias(name, 'live', version);
  tell(`live is version ${version}`);
  if (await passesSetupTest(name, 'live', secrets)) return;
  await moveAlias(name, 'live', before);
  throw new Error(`live did not pass the setup test, and is version ${before} again.`);
}

/** The SHA-256 of a bundle. Throws where it is not the one that was built. */
async function readBundle(zip: string): Promise<Buffer> {
  if (!existsSync(zip)) throw new Error(`There is no bundle ${zip}: run \`npm run package\` first, or name another file with --zip.`);
  const digest = createHash('sha256').update(await readFile(zip)).digest();
  const [built] = (await readFile(`${zip}.sha256`, 'utf8')).trim().split(/\s+/);
  if (built === digest.toString('hex')) return digest;
  throw new Error(`${zip} is not the file that ${zip}.sha256 is about.`);
}

async function versionOf(name: string, alias: string): Promise<string> {
  return textAt(await aws('lambda', 'get-alias', '--function-name', name, '--name', alias), 'FunctionVersion');
}

async function moveAlias(name: string, alias: string, version: string): Promise<void> {
  await aws('lambda', 'update-alias', '--function-name', name, '--name', alias, '--function-version', version);
}

/** Calls the function as Fivetran does when a connection is saved; what it says is shown. */
async function passesSetupTest(name: string, qualifier: string, secrets: string): Promise<boolean> {
  const line = ['run', '--silent', 'connector', '--', 'check', '--function', name, '--qualifier', qualifier, '--secrets', secrets];
  const child = spawn('npm', line, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve(code === 0);
    });
  });
}

/** What AWS's command line printed. Rejects with what it said where it failed. */
async function aws(...line: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('aws', [...line, ...(line[0] === 'lambda' && line[1] !== 'wait' ? ['--output', 'json'] : [])]);
  return stdout;
}

function textAt(json: string, field: string): string {
  const object: unknown = JSON.parse(json);
  const value: unknown = typeof object === 'object' && object !== null ? Reflect.get(object, field) : undefined;
  if (typeof value === 'string') return value;
  throw new Error(`AWS answered without ${field}: ${json.slice(0, 200)}`);
}

function tell(line: string): void {
  console.log(line);
}
