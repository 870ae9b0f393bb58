import type { Environment } from '../../src/edge/environment.ts';

/** A clock that stands still until somebody waits. */
export type Clock = Pick<Environment, 'now' | 'sleep'> & { readonly advance: (ms: number) => void };

export function createClock(began: number): Clock {
  let now = began;
  const advance = (ms: number): void => {
    now += ms;
  };
  return {
    now: () => now,
    sleep: (ms) => {
      advance(ms);
      return Promise.resolve();
    },
    advance,
  };
}
