import type { Stream } from '../catalog.ts';
import type { Cursor } from '../cursor.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Page } from '../page.ts';
import type { PagingOf } from '../state.ts';
import { countdown, type CountdownDeclaration, type CountdownPosition, type CountdownWant } from './countdown.ts';
import { keyset, type KeysetDeclaration, type KeysetPosition, type KeysetWant } from './keyset.ts';
import { plain, type PlainDeclaration, type PlainPosition, type PlainWant } from './plain.ts';
import { token, type TokenDeclaration, type TokenPosition, type TokenWant } from './token.ts';
import type { Verdict } from './verdict.ts';
import { walked, type WalkedDeclaration, type WalkedPosition, type WalkedWant } from './walked.ts';

/** The ways to read a list. A strategy is one line here and one file beside this. */
interface Strategies {
  countdown: { declaration: CountdownDeclaration; position: CountdownPosition; want: CountdownWant };
  walked: { declaration: WalkedDeclaration; position: WalkedPosition; want: WalkedWant };
  keyset: { declaration: KeysetDeclaration; position: KeysetPosition; want: KeysetWant };
  token: { declaration: TokenDeclaration; position: TokenPosition; want: TokenWant };
  plain: { declaration: PlainDeclaration; position: PlainPosition; want: PlainWant };
}

export type StrategyName = keyof Strategies;

/** What a source declares about a list read this way. */
export type Declarations = { readonly [N in StrategyName]: Strategies[N]['declaration'] };

/** Where a strategy stands in its window, of a size that does not depend on the data. */
export type Positions = { readonly [N in StrategyName]: Strategies[N]['position'] };

/** What a strategy asks of the API for one page. */
export type Wants = { readonly [N in StrategyName]: Strategies[N]['want'] };

/** A stream that is read by the strategy. */
export type StreamOf<N extends StrategyName> = Stream & { readonly strategy: { readonly name: N } & Declarations[N] };

/** The rules of a strategy, each a pure function. */
export type Strategy<N extends StrategyName> = {
  /** Where a window begins to be read; the cursor matters only to a list without one. */
  readonly begin: (stream: StreamOf<N>, cursor: Cursor) => Positions[N];
  /** The page to ask for next, and behind it up to `ahead` more that may be asked for already. */
  readonly wants: (stream: StreamOf<N>, paging: PagingOf<N>, ahead: number) => readonly [Wants[N], ...Wants[N][]];
  /** What a page means for the window. Throws `CONTRACT` where the page breaks what the API promised. */
  readonly judge: (stream: StreamOf<N>, paging: PagingOf<N>, page: Page, want: Wants[N]) => Verdict<Positions[N]>;
  /** The same place after the page size fell. */
  readonly resize: (stream: StreamOf<N>, position: Positions[N], before: number, after: number) => Positions[N];
  /** A position as JSON for the state; `parse` reads it back to the same value. */
  readonly print: (position: Positions[N]) => JsonObject;
  /** Throws `STATE` naming the field. */
  readonly parse: (json: Json, at: string) => Positions[N];
};

export const strategies: { readonly [N in StrategyName]: Strategy<N> } = { countdown, walked, keyset, token, plain };

export function isStrategyName(name: string): name is StrategyName {
  return Object.hasOwn(strategies, name);
}
