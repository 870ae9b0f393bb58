// Loaded before the runtime client, so that a function's process can be asked what it holds. It changes nothing else.
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

process.on('message', async () => {
  // What is cleaned up after a collection, by finalizers, is free only in the next one.
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await sleep(20);
  }
  process.send?.({ heapBytes: process.memoryUsage().heapUsed, resources: process.getActiveResourcesInfo().length });
});
