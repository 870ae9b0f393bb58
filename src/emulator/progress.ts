import { SingleBar } from 'cli-progress';
import { pagesLeft, type PagesLeft } from './pages-left.ts';
import type { SyncCall } from './sync.ts';

/** Shows a sync while it runs: a bar on a terminal, a line every few seconds in a pipe. */
export type Progress = {
  readonly show: (call: Pick<SyncCall, 'nth' | 'answer' | 'loaded'>) => void;
  readonly end: () => void;
};

/** Where progress is shown; `isTTY` says whether it is a terminal. */
export type ProgressOutput = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Between two lines in a pipe, in milliseconds. */
const lineEveryMs = 2_000;

/** `now` is in milliseconds. */
export function createProgress(output: ProgressOutput, now: () => number): Progress {
  return output.isTTY === true ? barProgress(output, now) : lineProgress(output, now);
}

function barProgress(output: ProgressOutput, now: () => number): Progress {
  const bar = new SingleBar({
    format: '  {stream} [{bar}] {percentage}%  {text}',
    stream: output,
    clearOnComplete: true,
    barsize: 24,
  });
  const count = counter(now);
  let begun = false;
  return {
    show: (call) => {
      const counted = count(call);
      // Between two streams nothing is known about the next one yet: the bar stays as it was.
      const { left } = counted;
      const payload = { stream: left?.stream ?? 'reading', text: describe(counted) };
      if (!begun) bar.start(left?.of ?? 1, left === null ? 0 : left.of - left.pages, payload);
      else if (left === null) bar.update(payload);
      else {
        bar.setTotal(left.of);
        bar.update(left.of - left.pages, payload);
      }
      begun = true;
    },
    end: () => {
      bar.stop();
    },
  };
}

function lineProgress(output: ProgressOutput, now: () => number): Progress {
  const count = counter(now);
  let shownMs = now();
  return {
    show: (call) => {
      const counted = count(call);
      if (now() - shownMs < lineEveryMs) return;
      shownMs = now();
      const calls = `${counted.calls} ${counted.calls === 1 ? 'call' : 'calls'}`;
      const stream = counted.left === null ? '' : ` of ${counted.left.stream}`;
      output.write(`  ${calls}, ${describe(counted)}${stream}\n`);
    },
    end: () => undefined,
  };
}

function describe({ rows, rate, left }: Count): string {
  const counted = `${rows.toLocaleString('en')} rows, ${rate.toLocaleString('en')} rows/s`;
  if (left === null) return counted;
  const toGo = left.secondsToGo === null ? '' : `, about ${printSeconds(left.secondsToGo)} to go`;
  return `${counted}${toGo}, ${left.pages} of ${left.of} pages left`;
}

function printSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}

type Count = { readonly calls: number; readonly rows: number; readonly rate: number; readonly left: StreamLeft | null };

/** `of`: pages of the stream's window. `secondsToGo` is null until its pace is known. */
type StreamLeft = { readonly stream: string; readonly pages: number; readonly of: number; readonly secondsToGo: number | null };

function counter(now: () => number): (call: Pick<SyncCall, 'nth' | 'answer' | 'loaded'>) => Count {
  const beganMs = now();
  const timed = streamTimer(now);
  let rows = 0;
  return ({ nth, loaded, answer }) => {
    for (const table of loaded.tables) rows += table.rowsInserted + table.rowsDeleted;
    const seconds = Math.max(0.001, (now() - beganMs) / 1_000);
    const left = pagesLeft(answer.state);
    return { calls: nth, rows, rate: Math.round(rows / seconds), left: left === null ? null : timed(left) };
  };
}

/** Times each stream from the first of its pages that was seen left. */
function streamTimer(now: () => number): (left: PagesLeft) => StreamLeft {
  let first: { readonly stream: string; readonly pages: number; readonly atMs: number } | null = null;
  return ({ stream, pages, pagesInAll }) => {
    if (first?.stream !== stream || pages > first.pages) first = { stream, pages, atMs: now() };
    const read = first.pages - pages;
    const secondsToGo = read === 0 ? null : ((now() - first.atMs) / 1_000 / read) * pages;
    return { stream, pages, of: Math.max(first.pages, pagesInAll ?? 0), secondsToGo };
  };
}
