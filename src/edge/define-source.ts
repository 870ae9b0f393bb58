import type * as z from 'zod/mini';
import type { Catalog, Deletes, Example, Listing, PageParameters, Paths, Place, Stream, Table, WindowParameters } from '../core/catalog.ts';
import type { Declarations, StrategyName } from '../core/paging/strategies.ts';
import { checkSource } from './check-source/check-source.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Access, Endpoint, Source } from './source.ts';

/** A source as its author writes it. The names of tables and streams are checked against each other by the types. */
export type SourceDefinition<T extends string, N extends StrategyNames, Secrets extends z.core.$ZodObject, Payload extends z.core.$ZodObject> = {
  readonly catalog: {
    readonly source: string;
    readonly tables: { readonly [table in T]: Table };
    /** The streams in the order in which a sync reads them. */
    readonly streams: {
      readonly [stream in keyof N]: { readonly strategy: { readonly name: N[stream] } } & StreamDefinitions<NoInfer<T>, NoInfer<keyof N & string>>[N[stream]];
    };
  };
  /** Fields of `credential`, `secretText` or `baseUrl`, each with its help text (`describe`). */
  readonly secrets: Secrets;
  /** Settings of the source's own, each a text with its help text. */
  readonly payload?: Payload;
  /** Where the API is, and who asks: `{ baseUrl, ...bearer(token) }`, or another of the folder `access`. */
  readonly access: (secrets: z.output<Secrets>, payload: z.output<NoInfer<Payload>>) => Access;
  readonly endpoints: { readonly [stream in NoInfer<keyof N>]: Endpoint };
  readonly rateLimit?: RateLimit;
};

/** Which strategy each stream has. */
type StrategyNames = { readonly [stream: string]: StrategyName };

/** A stream by its strategy's name: each needs something else of the API. */
export type StreamDefinitions<T extends string, S extends string> = {
  /** Page numbers, read from the last to the first: over a window with both ends, or a list that only grows at its end. */
  countdown: Common<T, S> & { readonly page: Numbered } & (WindowWithEnd | List) &
    (
      | { readonly strategy: { readonly name: 'countdown'; readonly total: 'exact' | 'apart' }; readonly paths: Paths & { readonly total: Place } }
      | { readonly strategy: { readonly name: 'countdown'; readonly total: 'none' } }
    );
  /** "Changed since" only, in the order of change. */
  walked: Common<T, S> & {
    readonly strategy: { readonly name: 'walked' };
    readonly page: Numbered;
    readonly window: WindowParameters;
    readonly list?: never;
    readonly paths: Paths & { readonly stamp: readonly string[] };
  };
  /** The rows behind a key, in the order of keys. */
  keyset: Common<T, S> & { readonly strategy: { readonly name: 'keyset' } & Declarations['keyset']; readonly page: Unnumbered } & Listing;
  /** Each page names the token of the next one. */
  token: Common<T, S> & { readonly page: Unnumbered } & Listing &
    (
      | { readonly strategy: TokenOf<'fresh' | 'sameAtEnd'> }
      | { readonly strategy: TokenOf<'session'>; readonly accepts: 'loss' }
    );
  /** Page numbers upward, over a list ordered by something that changes. */
  plain: Common<T, S> & { readonly strategy: { readonly name: 'plain' }; readonly page: Numbered; readonly accepts: 'loss' } & (
      | { readonly window: WindowParameters; readonly list?: never }
      | { readonly list: 'whole'; readonly window?: never }
    );
};

type Common<T extends string, S extends string> = Pick<Stream, 'readAllEveryDays' | 'accepts'> & {
  /** The tables whose rows this stream inserts or deletes; where it has no `rows`, the first takes its items. */
  readonly tables: readonly [T, ...T[]];
  readonly paths: Paths;
  readonly deletes?: DeletesOf<T, S>;
  /** One item as the API lists it, and where the stream has children, those of this item. */
  readonly example: Example;
};

type DeletesOf<T extends string, S extends string> =
  | (Omit<Extract<Deletes, { by: 'tombstones' }>, 'stream'> & { readonly stream: S })
  | (Omit<Extract<Deletes, { by: 'flag' }>, 'tables'> & { readonly tables?: readonly T[] })
  | Extract<Deletes, { by: 'snapshot' }>;

type WindowWithEnd = { readonly window: WindowParameters & { readonly until: string }; readonly list?: never };

type List = { readonly list: 'appended' | 'whole'; readonly window?: never };

type Numbered = PageParameters & ({ readonly number: string } | { readonly offset: string });

type Unnumbered = Omit<PageParameters, 'number' | 'offset' | 'first'> & { readonly number?: never; readonly offset?: never };

type TokenOf<Ends extends Declarations['token']['ends']> = { readonly name: 'token' } & Omit<Declarations['token'], 'ends'> & { readonly ends: Ends };

/**
 * A source, once everything about it holds together that its own example items can show. Throws `SETTINGS` that names the
 * first mistake and what to do about it.
 */
export function defineSource<T extends string, const N extends StrategyNames, Secrets extends z.core.$ZodObject, Payload extends z.core.$ZodObject = z.core.$ZodObject>(
  definition: SourceDefinition<T, N, Secrets, Payload>,
): Source {
  const { access, ...rest } = definition;
  // Sound since `readSettings` gives it what these very shapes made, and the types of streams are narrower than the core's.
  const source = { ...rest, catalog: rest.catalog as Catalog, access: access as Source['access'] };
  checkSource(source);
  return source;
}
