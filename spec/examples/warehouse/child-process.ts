import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A script of `children/` in a process of its own, its output line by line. */
export type Child = {
  readonly process: ChildProcessWithoutNullStreams;
  readonly lines: AsyncIterator<string>;
  readonly ended: Promise<unknown>;
};

/** Starts one; `shell` is put before it, to be run by bash. */
export function startChild(script: string, file: string, shell = ''): Child {
  const path = fileURLToPath(new URL(`children/${script}.ts`, import.meta.url));
  const command = `${shell} exec "$0" --import tsx "$1" "$2"`;
  const child = spawn('bash', ['-c', command, process.execPath, path, file], { stdio: 'pipe' });
  child.stderr.pipe(process.stderr);
  return { process: child, lines: createInterface(child.stdout)[Symbol.asyncIterator](), ended: once(child, 'close') };
}

/** The next line, or an error when the process ended without one. */
export async function nextLine(child: Child): Promise<string> {
  const line = await child.lines.next();
  if (line.done === true) throw new Error('the child process ended early');
  return line.value;
}
