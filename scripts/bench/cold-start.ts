import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { packageConnector } from '../package/package-connector.ts';
import { atMost, median, type Figure } from './figure.ts';

const run = promisify(execFile);

/** A fresh process that imports a bundle, and prints the milliseconds from its own start to the handler's being there. */
const startScript = `
  const { handler } = await import(process.argv[2]);
  if (typeof handler !== 'function') throw new Error('no handler');
  console.log(performance.now());
`;

/** From a process's start to a handler that is ready, beside a handler that does nothing. */
export async function measureColdStart(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    await packageConnector(folder);
    const { 'index.mjs': code = new Uint8Array() } = unzipSync(await readFile(join(folder, 'connector.zip')));
    const [start, full, empty] = [join(folder, 'start.mjs'), join(folder, 'full.mjs'), join(folder, 'empty.mjs')];
    await writeFile(start, startScript);
    await writeFile(full, code);
    await writeFile(empty, 'export const handler = async () => ({});\n');
    const times: { full: number; empty: number }[] = [];
    for (let round = 0; round < 21; round += 1) times.push({ empty: await startMs(start, empty), full: await startMs(start, full) });
    const note = `${Math.round(median(times.map((time) => time.full)))} ms, empty ${Math.round(median(times.map((time) => time.empty)))} ms`;
    return [atMost('start to handler ready ÷ an empty handler', 1.5, times.map((time) => time.full / time.empty), note)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function startMs(start: string, bundle: string): Promise<number> {
  const { stdout } = await run(process.execPath, [start, bundle]);
  return Number(stdout);
}
