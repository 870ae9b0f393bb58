import { randomInt } from 'node:crypto';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Command, InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { fuzzEvent } from '../spec/security/fuzz-event.ts';
import { findRevealed } from '../spec/security/find-revealed.ts';
import { hostileCases } from '../spec/security/hostile-cases.ts';
import { plantedCases } from '../spec/security/planted-cases.ts';

/** Events between two reports of a worker, all from one seed. */
const batchRuns = 2_000;

/** Beside them, so many in which secrets are planted; looking for those takes longer. */
const plantedRuns = 40;

/** Between two lines of progress, in milliseconds. */
const lineEveryMs = 10_000;

/** What one worker has to do: every `step`th batch, the first at `first`. */
type Share = { readonly seed: number; readonly first: number; readonly step: number; readonly batches: number };

/** How the calls of a batch ended, by name, and the first that ended wrongly. */
type Report = { readonly endings: ReadonlyMap<string, number>; readonly fault: string | null };

if (isMainThread) process.exitCode = await main();
else await work(workerData as Share);

/** `npm run fuzz`: calls the handler with hostile events until all were tried, or one call ended wrongly. */
async function main(): Promise<number> {
  const { runs, seed, workers } = new Command('fuzz')
    .description('Calls the handler with hostile events: each call has to end with an answer or a listed error, and gives no secret away.')
    .option('--runs <n>', 'events', wholeNumber, 1_000_000)
    .option('--seed <n>', 'the same seed tries the same events; a new one unless set', wholeNumber, randomInt(1, 2 ** 31))
    .option('--workers <n>', 'threads', wholeNumber, 2)
    .parse()
    .opts<{ readonly runs: number; readonly seed: number; readonly workers: number }>();
  console.log(`${runs.toLocaleString('en')} events, seed ${seed}, ${workers} workers`);
  const batches = Math.ceil(runs / batchRuns);
  const endings = new Map<string, number>();
  const faults: string[] = [];
  const began = performance.now();
  let toldMs = 0;
  const threads = Array.from({ length: workers }, (_, first) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { seed, first, step: workers, batches } satisfies Share });
    return new Promise<void>((resolve, reject) => {
      worker.on('message', ({ endings: counted, fault }: Report) => {
        for (const [what, count] of counted) endings.set(what, (endings.get(what) ?? 0) + count);
        if (fault !== null) faults.push(fault);
        const ms = performance.now() - began;
        if (ms - toldMs > lineEveryMs) {
          toldMs = ms;
          console.log(`${(ms / 1_000).toFixed(0)} s: ${sumOf(endings).toLocaleString('en')} events`);
        }
        if (faults.length > 0) void worker.terminate();
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        resolve();
      });
    });
  });
  await Promise.all(threads);
  console.log(`${sumOf(endings).toLocaleString('en')} events in ${((performance.now() - began) / 1_000).toFixed(0)} s:`);
  for (const [what, count] of [...endings].sort()) console.log(`  ${count.toLocaleString('en').padStart(12)}  ${what}`);
  for (const fault of faults) console.error(`\n${fault}`);
  return faults.length === 0 ? 0 : 1;
}

async function work({ seed, first, step, batches }: Share): Promise<void> {
  for (let batch = first; batch < batches; batch += step) {
    const endings = new Map<string, number>();
    const result = await fc.check(
      fc.asyncProperty(hostileCases, async (hostile) => {
        const { kind, what } = await fuzzEvent(hostile);
        if (kind === 'fault') throw new Error(what);
        count(endings, what);
      }),
      { numRuns: batchRuns, seed: seed + batch },
    );
    const secrecy = await fc.check(
      fc.asyncProperty(plantedCases, async (planted) => {
        const { revealed } = await findRevealed(planted);
        if (revealed !== null) throw new Error(revealed);
        count(endings, 'with secrets planted, none seen');
      }),
      { numRuns: plantedRuns, seed: seed + batch },
    );
    const fault = fc.defaultReportMessage(result) ?? fc.defaultReportMessage(secrecy) ?? null;
    parentPort?.postMessage({ endings, fault } satisfies Report);
    if (fault !== null) return;
  }
}

function count(endings: Map<string, number>, what: string): void {
  endings.set(what, (endings.get(what) ?? 0) + 1);
}

function sumOf(endings: ReadonlyMap<string, number>): number {
  return [...endings.values()].reduce((sum, count) => sum + count, 0);
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is no whole number of at least 1.');
}
