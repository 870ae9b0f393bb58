import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A clean clone of the commit that is checked out, with the packages that are installed here. */
export async function cloneRepository(context: TestContext, name = 'clone'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'repository-'));
  context.after(() => rm(folder, { recursive: true }));
  const clone = join(folder, name);
  await run('git', ['clone', '--quiet', process.cwd(), clone]);
  await symlink(join(process.cwd(), 'node_modules'), join(clone, 'node_modules'), 'dir');
  return clone;
}

/** How a command ended, and what it printed on either side. */
export type Ended = { readonly code: number; readonly output: string };

/** `npm run package` in a clone, without npm. */
export function packageIn(clone: string, args: readonly string[] = [], variables: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...variables };
    execFile(process.execPath, ['--import', 'tsx', 'scripts/package.ts', ...args], { cwd: clone, env }, (error, output, errors) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, output: output + errors });
    });
  });
}
