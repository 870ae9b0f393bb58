import type { Stream } from '../catalog.ts';
import type { Json } from '../json.ts';
import type { Page } from '../page.ts';
import type { PagingOf } from '../state.ts';
import { countdown, type CountdownDeclaration, type CountdownPosition, type CountdownWant } from './countdown.ts';
import type { Verdict } from './verdict.ts';

/** The ways to read a list. A strategy is one line here and one file beside this. */
interface Strategies {
  countdown: { declaration: CountdownDeclaration; position: CountdownPosition; want: CountdownWant };
}

export type StrategyName = keyof Strategies;

/** What a source declares about a list read this way. */
export type Declarations = { readonly [N in StrategyName]: Strategies[N]['declaration'] };

/** Where a strategy stands in its window: plain JSON, of a size that does not depend on the data. */
export type Positions = { readonly [N in StrategyName]: Strategies[N]['position'] };

/** What a strategy asks of the API for one page. */
export type Wants = { readonly [N in StrategyName]: Strategies[N]['want'] };

/** The rules of a strategy, each a pure function. */
export type Strategy<N extends StrategyName> = {
  /** Where a window begins to be read. */
  readonly begin: (stream: Stream) => Positions[N];
  /** The page to ask for next, and behind it up to `ahead` more that may be asked for already. */
  readonly wants: (stream: Stream, paging: PagingOf<N>, ahead: number) => readonly [Wants[N], ...Wants[N][]];
  /** What a page means for the window. Throws `CONTRACT` where the page breaks what the API promised. */
  readonly judge: (stream: Stream, paging: PagingOf<N>, page: Page, want: Wants[N]) => Verdict<Positions[N]>;
  /** The same place after the page size fell. */
  readonly resize: (position: Positions[N], before: number, after: number) => Positions[N];
  /** Reads a position that `JSON.stringify` printed. Throws `STATE` naming the field. */
  readonly parse: (json: Json, at: string) => Positions[N];
};

export const strategies: { readonly [N in StrategyName]: Strategy<N> } = { countdown };

export function isStrategyName(name: string): name is StrategyName {
  return Object.hasOwn(strategies, name);
}
