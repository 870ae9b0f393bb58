import type { Environment } from './environment.ts';

/** One pace for all requests of a call to a source. */
export type Pace = {
  /** Resolves when the next request may be sent. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
  /** Holds every request that has not been sent yet for so many milliseconds. */
  readonly hold: (ms: number) => void;
};

/** At most `requestsPerSecond`, evenly spaced; null is as fast as the source answers. */
export function createPace(environment: Environment, requestsPerSecond: number | null): Pace {
  const spacingMs = requestsPerSecond === null ? 0 : 1_000 / requestsPerSecond;
  let nextMs = 0;
  let heldUntilMs = 0;
  return {
    turn: async (signal) => {
      nextMs = Math.max(nextMs, environment.now());
      const turnMs = nextMs;
      nextMs += spacingMs;
      // A hold may begin while this request waits for its turn.
      for (;;) {
        const waitMs = Math.max(turnMs, heldUntilMs) - environment.now();
        if (waitMs <= 0) return;
        await environment.sleep(waitMs, signal);
      }
    },
    hold: (ms) => {
      heldUntilMs = Math.max(heldUntilMs, environment.now() + ms);
    },
  };
}
