import { strategies } from './paging/strategies.ts';
import type { State } from './state.ts';

/**
 * P2: pure. The same place in a stream's window with fewer rows per page; it may read a few rows again and
 * never skips one. The size never grows inside a window: a larger one, or a stream without an open window, changes nothing.
 */
export function shrink(state: State, stream: string, pageSize: number): State {
  const paging = state.streams[stream];
  if (paging?.phase !== 'paging' || pageSize < 1 || pageSize >= paging.pageSize) return state;
  const position = strategies[paging.strategy].resize(paging.position, paging.pageSize, pageSize);
  return { streams: { ...state.streams, [stream]: { ...paging, pageSize, position } } };
}
