import type { Stream } from './catalog.ts';
import { strategies, type StrategyName } from './paging/strategies.ts';
import type { Paging, PagingOf } from './state.ts';

/** A stream at the beginning of a window. */
export function beginWindow<N extends StrategyName>(
  stream: Stream,
  strategy: N,
  paging: Omit<PagingOf<N>, 'strategy' | 'position'>,
): Paging {
  return { ...paging, strategy, position: strategies[strategy].begin(stream) };
}
