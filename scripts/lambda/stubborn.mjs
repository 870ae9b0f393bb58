// A handler that does what the connector's never does, beside it in the same folder.
import process from 'node:process';
import { setInterval } from 'node:timers';

/** An answer of so many bytes, its quotes included. */
export const sized = ({ bytes }) => Promise.resolve('x'.repeat(bytes - 2));

/** Where nothing at all is left to wait for, Node would end the process. */
export const never = ({ wait }) => {
  if (!wait) return Promise.resolve('in time');
  setInterval(() => undefined, 1_000);
  return new Promise(() => undefined);
};

export const dies = async ({ code }) => process.exit(code);
