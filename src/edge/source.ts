import type * as z from 'zod/mini';
import type { Catalog } from '../core/catalog.ts';
import type { JsonObject } from '../core/json.ts';
import type { Changes } from '../core/page.ts';
import type { TokenExchange } from './access/client-credentials.ts';
import type { RateLimit } from './rate-limit.ts';

/** What a value has to look like: a schema of `zod`, or of `zod/mini`, which starts faster and is a tenth of its size. */
export type Shape<Output = unknown> = z.core.$ZodType<Output>;

/** An API described by us: its catalog, which is data, and beside it the functions that only the edge calls. */
export type Source = {
  readonly catalog: Catalog;
  /** The secrets that a connection sets, each with its help text. */
  readonly secrets: z.core.$ZodObject;
  /** What a connection may set beside the settings that every source takes, as texts, each with its help text. */
  readonly payload?: z.core.$ZodObject;
  /** Where the API is, and how a request shows who asks. Given both once they were read by their shapes. */
  readonly access: (secrets: Values, payload: Values) => Access;
  readonly endpoints: { readonly [stream: string]: Endpoint };
  /** How the API says that it was asked too often, where it does so in headers of its own. */
  readonly rateLimit?: RateLimit;
};

/** Settings by name, as their shape made them. */
export type Values = { readonly [name: string]: unknown };

export type Access = {
  /** May carry a path. */
  readonly baseUrl: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Query parameters of every request that show who asks; taken out of the links that are kept. */
  readonly query?: Readonly<Record<string, string>>;
  /** Where a token is fetched that every request then carries. */
  readonly exchange?: TokenExchange;
  /** The values that must never be seen in a log, an error or a state. */
  readonly credentials: readonly string[];
};

export type Endpoint = {
  /** The list's path below the base URL. */
  readonly path: string;
  /** Query parameters of every request for the list, such as its order. */
  readonly query?: Readonly<Record<string, string>>;
  /** The shape that every item must have. Fields beyond it pass through also where it is not loose, and are checked faster. */
  readonly item: Shape;
  /** A second list, asked for once per item. */
  readonly children?: Children;
  /** What an item brings to the tables. Pure. Left out, the items are the rows of the stream's first table. */
  readonly rows?: (item: JsonObject, children: readonly JsonObject[]) => Changes;
};

export type Children = {
  /** The path of an item's children below the base URL. An id goes into it through `encodeURIComponent`. */
  readonly path: (item: JsonObject) => string;
  /** Where the children stand in the body. */
  readonly items: readonly string[];
  readonly item: Shape;
  /** The status by which the API says that the item itself is gone, and its children with it. */
  readonly goneStatus?: number;
};
