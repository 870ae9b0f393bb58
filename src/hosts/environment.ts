import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../edge/environment.ts';
import { answerBytesMax, storedBytesMax } from '../edge/limits.ts';
import { createPutObject } from './put-object.ts';

/** The real clock, network and log of a Node process; `log` writes one line of JSON to standard output. */
export const environment: Environment = {
  now: Date.now,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
  random: Math.random,
  // Looked up at each request, so that a recorder may stand in for it.
  fetch: (url, init) => fetch(url, init),
  // It takes whole milliseconds only; what is left of a call's time seldom is one.
  timeout: (ms) => AbortSignal.timeout(Math.ceil(ms)),
  answerBytesMax,
  storedBytesMax,
  putObject: createPutObject(),
  log: (line) => {
    console.log(JSON.stringify(line));
  },
};
