/** Something that will happen. Events of the same instant happen in the order in which they were set. */
type Event = { readonly at: number; readonly happen: () => void };

/** A call that needs more events than this does not end. */
const eventsMax = 2_000_000;

/**
 * Simulated time, in milliseconds since 1970. It stands still while code runs, and jumps to the next event once nothing
 * is left to run, so that a day passes in no time and the same events always happen in the same order.
 */
export class VirtualClock {
  now: number;
  /** The latest first, so that the next one stands at the end. */
  readonly #events: Event[] = [];

  constructor(now: number) {
    this.now = now;
  }

  /** Lets something happen at a time, now at the earliest. Returns what calls it off. */
  at(time: number, happen: () => void): () => void {
    const event = { at: Math.max(time, this.now), happen };
    let place = this.#events.length;
    while (place > 0 && (this.#events[place - 1]?.at ?? 0) <= event.at) place -= 1;
    this.#events.splice(place, 0, event);
    return () => {
      const found = this.#events.indexOf(event);
      if (found >= 0) this.#events.splice(found, 1);
    };
  }

  /** Lets time pass until the promise settles. Rejects where nothing can happen any more that would settle it. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const waiting = { over: false };
    const settle = (): void => {
      waiting.over = true;
    };
    promise.then(settle, settle);
    for (let happened = 0; happened < eventsMax; happened += 1) {
      await nothingLeftToRun();
      if (waiting.over) return promise;
      const event = this.#events.pop();
      if (event === undefined) throw new Error('a call waits for something that never happens');
      this.now = event.at;
      event.happen();
    }
    throw new Error(`a call goes on after ${eventsMax} events`);
  }
}

/** An immediate runs when all microtasks have run, however many those started; no time passes meanwhile. */
function nothingLeftToRun(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
