import { answerBytesMax } from '../../src/edge/limits.ts';
import { bareLoop } from './bare-loop.ts';
import { atLeast, atMost, median, type Figure } from './figure.ts';
import { interleave } from './interleave.ts';
import type { FlatApi } from './start-flat-api.ts';
import { syncFlat } from './sync-flat.ts';

/** Rows through the handler beside the same rows through the bare loop. */
export async function measureThroughput(api: FlatApi): Promise<Figure[]> {
  const rows = 100_000;
  const list = api.list(rows);
  const times = await interleave(9, {
    bare: () => bareLoop(list, rows, 500, answerBytesMax),
    handler: () => syncFlat(list, { pageSize: '500', concurrency: '1' }),
  });
  const perSecond = Math.round((rows / median(times.map(({ handler }) => handler))) * 1_000);
  return [
    atLeast('rows/s, handler ÷ bare loop', 0.75, times.map(({ bare, handler }) => bare / handler), `${perSecond} rows/s`),
  ];
}

/** 200 pages whose answers take 50 ms each: eight in flight, and the original's way. */
export async function measureLatency(api: FlatApi): Promise<Figure[]> {
  const [pages, pageSize, delayMs, inFlight] = [200, 100, 50, 8];
  const rows = pages * pageSize;
  const list = api.list(rows, delayMs);
  const times = await interleave(3, {
    handler: () => syncFlat(list, { pageSize: String(pageSize), concurrency: String(inFlight) }),
    // One page per call, one at a time: each page is an answer.
    original: () => bareLoop(list, rows, pageSize, 0),
  });
  const ideal = (pages * delayMs) / inFlight;
  return [
    atMost('200 pages at 50 ms, eight in flight ÷ ideal', 1.25, times.map(({ handler }) => handler / ideal)),
    atMost('the same ÷ one page per call, one at a time', 0.17, times.map(({ handler, original }) => handler / original)),
  ];
}

/** Whether a row costs the same however many there are. */
export async function measureGrowth(api: FlatApi): Promise<Figure[]> {
  const [few, many] = [10_000, 1_000_000];
  const fewSyncs = 20;
  const payload = { pageSize: '500', concurrency: '1' };
  const times = await interleave(3, {
    few: async () => {
      for (let nth = 0; nth < fewSyncs; nth += 1) await syncFlat(api.list(few), payload);
    },
    many: () => syncFlat(api.list(many), payload),
  });
  const runs = times.map((time) => time.many / many / (time.few / (few * fewSyncs)));
  return [atMost('time per row, 1,000,000 rows ÷ 10,000', 1.1, runs)];
}
