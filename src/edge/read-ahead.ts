import type { Ask } from '../core/page.ts';
import type { Fetched, FetchPage } from './fetch-page.ts';

/** F2: pages on their way. What is read ahead and not used is given up, and counts for nothing. */
export type ReadAhead = {
  /** Resolves with the page of the first ask; those behind it are begun, and any that no ask names is given up. */
  readonly read: (asks: readonly [Ask, ...Ask[]]) => Promise<Fetched>;
  /** Gives up the page of an ask. */
  readonly giveUp: (ask: Ask) => void;
  /** Gives up all. */
  readonly close: () => void;
};

export function createReadAhead(fetchPage: FetchPage): ReadAhead {
  const flights = new Map<string, Flight>();
  const giveUp = (name: string): void => {
    flights.get(name)?.over.abort();
    flights.delete(name);
  };
  const begin = (ask: Ask): Flight => {
    const over = new AbortController();
    const landing = fetchPage(ask, over.signal);
    // A page that fails ahead of its turn fails when its turn comes, or is never missed.
    landing.catch(() => undefined);
    return { over, landing };
  };
  return {
    read: async (asks) => {
      const wanted = new Map(asks.map((ask) => [nameOf(ask), ask]));
      for (const name of flights.keys()) if (!wanted.has(name)) giveUp(name);
      for (const [name, ask] of wanted) if (!flights.has(name)) flights.set(name, begin(ask));
      const first = nameOf(asks[0]);
      try {
        const fetched = await (flights.get(first) ?? begin(asks[0])).landing;
        flights.delete(first);
        return fetched;
      } catch (error) {
        // Of a page that failed, requests for children may still be on their way.
        giveUp(first);
        throw error;
      }
    },
    giveUp: (ask) => {
      giveUp(nameOf(ask));
    },
    close: () => {
      for (const name of flights.keys()) giveUp(name);
    },
  };
}

type Flight = { readonly over: AbortController; readonly landing: Promise<Fetched> };

/** The total known when a page was asked for is no part of its name: the page on its way is still the page wanted. */
function nameOf({ stream, window, restarts, pageSize, want }: Ask): string {
  return JSON.stringify([stream, window, restarts, pageSize, 'total' in want ? { ...want, total: null } : want]);
}
