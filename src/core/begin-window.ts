import type { Cursor } from './cursor.ts';
import { isReadBy } from './context.ts';
import type { Stream } from './catalog.ts';
import { strategies, type StrategyName } from './paging/strategies.ts';
import type { Paging, PagingOf } from './state.ts';

/**
 * A stream at the beginning of a window; of a list without one, at the place that `cursor` names. A snapshot
 * that begins again is a new one.
 */
export function beginWindow<N extends StrategyName>(
  stream: Stream,
  strategy: N,
  paging: Omit<PagingOf<N>, 'strategy' | 'position' | 'snapshot'>,
  cursor: Cursor = paging.cursor,
): Paging {
  const position = strategies[strategy].begin(isReadBy(stream, strategy), cursor);
  const snapshot = stream.deletes?.by === 'snapshot' ? { snapshot: { marked: false, rows: 0 } } : {};
  return { ...paging, ...snapshot, strategy, position } as Paging;
}
