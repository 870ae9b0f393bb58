import type { Deletes, InstantFormat, PageParameters, Place, Stream, WindowParameters } from '../../core/catalog.ts';
import type { JsonObject } from '../../core/json.ts';

/** A source of one list, as its author describes it before it is a file. */
export type Description = {
  /** Lowercase words with hyphens: the file's name, and the source's. */
  readonly name: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly table: string;
  /** The column that tells rows apart, a field of the item. */
  readonly key: string;
  readonly access: AccessKind;
  /** The name of the header or query parameter that carries the key. */
  readonly accessName: string;
  readonly strategy: Stream['strategy'];
  readonly window: WindowParameters | null;
  readonly list: 'appended' | 'whole' | null;
  readonly page: PageParameters;
  readonly items: readonly string[];
  readonly total: Place | null;
  readonly stamp: readonly string[] | null;
  readonly deletes: Extract<Deletes, { by: 'snapshot' }> | null;
  readonly acceptsLoss: boolean;
  /** One item as the API lists it. */
  readonly example: JsonObject;
};

export const accessKinds = ['bearer', 'basic', 'header', 'query', 'none'] as const;

export type AccessKind = (typeof accessKinds)[number];

export const strategyNames = ['countdown', 'walked', 'keyset', 'token', 'plain'] as const;

export const formats = ['iso', 'iso seconds', 'epoch seconds', 'epoch milliseconds', 'date'] as const satisfies readonly InstantFormat[];
