import type { Stream } from './catalog.ts';
import { isReadBy, streamOf, type Context } from './context.ts';
import { strategies, type StrategyName } from './paging/strategies.ts';
import type { PagingOf, Paging, State } from './state.ts';

/**
 * P2: pure. The same place in a stream's window with fewer rows per page; it may read a few rows again and
 * never skips one. The size never grows inside a window: a larger one, a stream without an open window,
 * or one whose pages always have the same size, changes nothing.
 */
export function shrink(context: Context, state: State, name: string, pageSize: number): State {
  const paging = state.streams[name];
  if (paging?.phase !== 'paging' || pageSize < 1 || pageSize >= paging.pageSize) return state;
  const stream = streamOf(context, name);
  if (stream.page.size === undefined) return state;
  return { streams: { ...state.streams, [name]: resized(stream, paging.strategy, paging, pageSize) } };
}

function resized<N extends StrategyName>(stream: Stream, strategy: N, paging: PagingOf<N>, pageSize: number): Paging {
  const position = strategies[strategy].resize(isReadBy(stream, strategy), paging.position, paging.pageSize, pageSize);
  return { ...paging, pageSize, position } as Paging;
}
