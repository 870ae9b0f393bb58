import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../package/root.ts';

/** AWS's runtime interface client for Node, the program that runs a handler in Lambda's own Node images. */
export const runtimeClientVersion = '4.0.2';

/** What it is compiled with, each with the Debian package that brings it. */
const tools: Readonly<Record<string, string>> = {
  cmake: 'cmake',
  make: 'make',
  'g++': 'g++',
  python3: 'python3',
  tar: 'tar',
  xz: 'xz-utils',
  autoconf: 'autoconf',
  automake: 'automake',
  libtoolize: 'libtool',
};

/** Something that this machine lacks; the message says what to install. */
export class CannotBuild extends Error {
  override readonly name = 'CannotBuild';
}

/**
 * The path of the runtime client's program. It is compiled by npm the first time, which takes about a minute, and kept in
 * node_modules/.cache. Rejects with `CannotBuild` where this machine can't compile it.
 */
export async function installRuntimeClient(say: (text: string) => void): Promise<string> {
  const cache = join(root, 'node_modules', '.cache');
  const kept = join(cache, `aws-lambda-ric-${runtimeClientVersion}-${process.platform}-${process.arch}-${process.versions.modules}`);
  const program = join(kept, 'node_modules', 'aws-lambda-ric', 'index.mjs');
  if (existsSync(program)) {
    say(`aws-lambda-ric ${runtimeClientVersion}, as it was compiled before, is in ${kept}`);
    return program;
  }
  checkMachine(process.platform, isInstalled);
  await mkdir(cache, { recursive: true });
  const building = await mkdtemp(join(cache, 'building-'));
  try {
    await build(building, say);
    await rename(building, kept);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return program;
}

/** Throws `CannotBuild` where the platform or a tool is not the one that is needed. */
export function checkMachine(platform: string, isThere: (tool: string) => boolean): void {
  if (platform !== 'linux') throw new CannotBuild("AWS's runtime client is compiled on Linux only: run this in a Linux container or virtual machine.");
  const missing = Object.keys(tools).filter((tool) => !isThere(tool));
  if (missing.length === 0) return;
  throw new CannotBuild(
    `AWS's runtime client has to be compiled, and these are missing: ${missing.join(', ')}. On Debian or Ubuntu:\n` +
      `  sudo apt-get install -y ${missing.map((tool) => tools[tool] ?? tool).join(' ')}`,
  );
}

function isInstalled(tool: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', tool]).status === 0;
}

const sayEveryMs = 15_000;

async function build(folder: string, say: (text: string) => void): Promise<void> {
  say(`Compiling aws-lambda-ric ${runtimeClientVersion}, once; this takes about a minute …`);
  await writeFile(join(folder, 'package.json'), '{"private": true}\n');
  const npm = spawn('npm', ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts=false', '--foreground-scripts', `aws-lambda-ric@${runtimeClientVersion}`], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (part: Buffer) => lines.push(...part.toString().split('\n')));
  const beganMs = Date.now();
  const saying = setInterval(() => {
    say(`  … ${Math.round((Date.now() - beganMs) / 1_000)} s`);
  }, sayEveryMs);
  try {
    const [code] = (await once(npm, 'close')) as [number | null];
    if (code === 0 && existsSync(join(folder, 'node_modules', 'aws-lambda-ric', 'rapid-client.node'))) return;
    const last = lines.filter((line) => line.trim() !== '').slice(-linesShown).join('\n');
    throw new CannotBuild(`npm could not install aws-lambda-ric ${runtimeClientVersion} (exit code ${code}). Its last lines:\n${last}`);
  } finally {
    clearInterval(saying);
  }
}

const linesShown = 25;
