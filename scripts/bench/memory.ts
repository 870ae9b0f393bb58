import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startLocalS3 } from '../../spec/end-to-end/local-s3.ts';
import { answerBytesMax } from '../../src/edge/limits.ts';
import { atLeast, atMost, type Figure } from './figure.ts';
import type { FlatApi } from './start-flat-api.ts';
import type { Synced } from './sync-flat.ts';

/** The heap that a sync of any length has to run in, in megabytes. */
const heapMegabytes = 96;

/** A million rows in little memory, and how full its answers are. */
export async function measureMemory(api: FlatApi): Promise<Figure[]> {
  const rows = 1_000_000;
  const direct = await syncInChild([api.list(rows)]);
  const s3 = await startLocalS3();
  const stored = await syncInChild([api.list(rows), JSON.stringify(s3.config)]).finally(s3.close);
  const figures = [
    atLeast(`1,000,000 rows directly in a heap of ${heapMegabytes} MB`, 1, [direct?.rows === rows ? 1 : 0], '1 is yes'),
    atLeast('the same through S3', 1, [stored?.rows === rows ? 1 : 0], `1 is yes; ${stored?.calls ?? 0} calls`),
  ];
  if (direct === null) return figures;
  const filled = direct.calls / (direct.bytes / answerBytesMax);
  return [...figures, atMost('calls ÷ (bytes ÷ 6 MB)', 1.15, [filled], `${direct.calls} calls for ${direct.bytes} bytes`)];
}

/** Null where the child ran out of memory, or failed otherwise: what it wrote is on standard error. */
async function syncInChild(given: readonly string[]): Promise<Synced | null> {
  const child = fork(fileURLToPath(new URL('sync-in-little-memory.ts', import.meta.url)), given, {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${heapMegabytes}`],
  });
  let synced: Synced | null = null;
  child.on('message', (message) => {
    synced = message as Synced;
  });
  await once(child, 'exit');
  return synced;
}
