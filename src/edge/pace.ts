import type { Environment } from './environment.ts';

/** One pace for all requests of a call to a source. */
export type Pace = {
  /** Resolves to true when the next request may be sent, to false at once where that is not before the deadline. */
  readonly turn: (deadlineMs: number, signal: AbortSignal) => Promise<boolean>;
  /** Holds every request that has not been sent yet for so many milliseconds. */
  readonly hold: (ms: number) => void;
};

/** At most `requestsPerSecond`, evenly spaced; null is as fast as the source answers. */
export function createPace(environment: Environment, requestsPerSecond: number | null): Pace {
  const spacingMs = requestsPerSecond === null ? 0 : 1_000 / requestsPerSecond;
  let nextMs = 0;
  let heldUntilMs = 0;
  return {
    turn: async (deadlineMs, signal) => {
      nextMs = Math.max(nextMs, environment.now());
      const turnMs = nextMs;
      nextMs += spacingMs;
      // A hold may begin while this request waits for its turn.
      for (;;) {
        const atMs = Math.max(turnMs, heldUntilMs);
        if (atMs >= deadlineMs) return false;
        const waitMs = atMs - environment.now();
        if (waitMs <= 0) return true;
        await environment.sleep(waitMs, signal);
      }
    },
    hold: (ms) => {
      heldUntilMs = Math.max(heldUntilMs, environment.now() + ms);
    },
  };
}
