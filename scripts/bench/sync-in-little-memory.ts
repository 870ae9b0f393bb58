import { syncFlat } from './sync-flat.ts';

/** Run as a process of its own, with a small heap: `sync-in-little-memory.ts LIST`. Sends what came of it. */
const [, , list = ''] = process.argv;
process.send?.(await syncFlat(list, { pageSize: '500', concurrency: '8' }));
