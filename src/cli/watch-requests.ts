import type { Environment } from '../edge/environment.ts';
import type { Source } from '../edge/source.ts';
import type { TracedAsk, TracedAsks } from '../emulator/trace.ts';

/** Sees every request that the function sends, retries included. */
export type RequestWatch = {
  readonly fetch: Environment['fetch'];
  /** What was asked since the last time this was called. */
  readonly take: () => TracedAsks;
};

/** An answer does not say what it was asked for; the requests do, since the function runs in this process. */
export function watchRequests({ catalog, endpoints }: Pick<Source, 'catalog' | 'endpoints'>, fetch: Environment['fetch']): RequestWatch {
  let pages: TracedAsk[] = [];
  let others = 0;
  return {
    fetch: (url, init) => {
      const stream = Object.keys(endpoints).find((name) => url.pathname.endsWith(endpoints[name]?.path ?? '?'));
      if (stream === undefined) others += 1;
      else pages.push({ stream, page: numberIn(url, catalog.streams[stream]?.page.number) });
      return fetch(url, init);
    },
    take: () => {
      const taken = { pages, others };
      pages = [];
      others = 0;
      return taken;
    },
  };
}

function numberIn(url: URL, parameter: string | undefined): number | null {
  const text = parameter === undefined ? null : url.searchParams.get(parameter);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
