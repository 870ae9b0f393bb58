import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { checkWorlds } from '../spec/simulation/system/check-worlds.ts';
import { addCounts, countTrial, noCounts, type Counts } from '../spec/simulation/system/counts.ts';
import { rightHandler } from '../spec/simulation/system/wrong-handlers.ts';

const usage = `npm run laws:deep -- --minutes N | --runs N  [--seed S] [--workers W]

Plays simulated worlds until the time or the number of worlds is reached, or a law is broken. Without a seed it
draws a new one and prints it; the same seed, number of worlds and workers always try the same worlds.`;

/** Worlds that a worker tries between two reports. */
const batchWorlds = 250;

/** Between two lines of progress, in milliseconds. */
const lineEveryMs = 10_000;

/** What one worker has to do: every `step`th batch, the first at `batch`. */
type Share = { readonly seed: number; readonly batch: number; readonly step: number; readonly worlds: number };

/** What a worker tells after each batch. */
type Report = { readonly counts: Counts; readonly story: string | null; readonly cpuMs: number };

if (isMainThread) process.exitCode = await main();
else await work(workerData as Share);

async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    console.error(usage);
    return 2;
  }
  const { minutes, worlds, seed, workers } = options;
  const began = performance.now();
  const amount = worlds === null ? `${minutes} minutes` : `${worlds} worlds`;
  console.log(`seed ${seed}, ${workers} workers, ${amount}`);
  const counts = noCounts();
  const stories: string[] = [];
  const cpuMs = new Map<number, number>();
  const elapsedMs = (): number => performance.now() - began;
  let toldMs = 0;
  const threads = Array.from({ length: workers }, (_, batch) => {
    const share: Share = { seed, batch, step: workers, worlds: worlds === null ? Number.POSITIVE_INFINITY : Math.ceil(worlds / workers) };
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    return new Promise<void>((resolve, reject) => {
      worker.on('message', (report: Report) => {
        addCounts(counts, report.counts);
        cpuMs.set(batch, report.cpuMs);
        if (report.story !== null) stories.push(report.story);
        if (elapsedMs() - toldMs > lineEveryMs) {
          toldMs = elapsedMs();
          console.log(`${(toldMs / 1_000).toFixed(0)} s: ${printCounts(counts)}`);
        }
        if (stories.length > 0 || (worlds === null && elapsedMs() > minutes * 60_000)) void worker.terminate();
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        resolve();
      });
    });
  });
  await Promise.all(threads);
  const cpuSeconds = [...cpuMs.values()].reduce((sum, ms) => sum + ms, 0) / 1_000;
  const seconds = elapsedMs() / 1_000;
  console.log(`In ${seconds.toFixed(0)} s, ${cpuSeconds.toFixed(0)} s of CPU time: ${printCounts(counts)}, ${counts.losses} losses`);
  console.log(`${(counts.calls / seconds).toFixed(0)} calls per second, ${(counts.calls / cpuSeconds).toFixed(0)} per second of CPU time`);
  for (const [fault, count] of Object.entries(counts.faults).sort()) console.log(`  ${count.toLocaleString('en').padStart(12)}  ${fault}`);
  for (const story of stories) console.log(`\n${story}`);
  return stories.length === 0 ? 0 : 1;
}

async function work({ seed, batch, step, worlds }: Share): Promise<void> {
  const begunMs = cpuTimeMs();
  let left = worlds;
  for (let nth = batch; left > 0; nth += step) {
    const counts = noCounts();
    const runs = Math.min(batchWorlds, left);
    const story = await checkWorlds(rightHandler, { seed: seed + nth, runs }, (trial) => {
      countTrial(counts, trial);
    });
    if (story !== null) counts.losses += 1;
    left -= runs;
    parentPort?.postMessage({ counts, story, cpuMs: cpuTimeMs() - begunMs } satisfies Report);
    if (story !== null) return;
  }
}

function cpuTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function printCounts({ worlds, calls, requests, edits }: Counts): string {
  return Object.entries({ worlds, calls, requests, edits }).map(([name, count]) => `${count.toLocaleString('en')} ${name}`).join(', ');
}

type Options = { readonly minutes: number; readonly worlds: number | null; readonly seed: number; readonly workers: number };

/** Null where they cannot be understood. */
function readOptions(): Options | null {
  const names = ['minutes', 'runs', 'seed', 'workers'] as const;
  const described = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const values = parsed(described);
  if (values === null) return null;
  const numbers = Object.entries(values).map(([name, text]): [string, number] => [name, Number(text)]);
  const given: Partial<Record<string, number>> = Object.fromEntries(numbers);
  const { minutes, runs, seed = randomInt(1_000_000_000), workers = 2 } = given;
  const isWrong = numbers.some(([, value]) => !Number.isFinite(value) || value < 0) || workers < 1;
  if (isWrong || (minutes === undefined) === (runs === undefined)) return null;
  return { minutes: minutes ?? Number.POSITIVE_INFINITY, worlds: runs ?? null, seed: Math.trunc(seed), workers: Math.trunc(workers) };
}

function parsed(described: Record<string, { readonly type: 'string' }>): Readonly<Record<string, unknown>> | null {
  try {
    return parseArgs({ options: described, strict: true }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}
