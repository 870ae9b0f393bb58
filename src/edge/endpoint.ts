import type * as z from 'zod/mini';
import type { Json, JsonObject } from '../core/json.ts';
import type { Changes } from '../core/page.ts';
import type { Children, Endpoint } from './source.ts';

/** An endpoint whose functions know what its items look like. */
export type EndpointOf<Item, Child> = Omit<Endpoint, 'item' | 'children' | 'rows'> & {
  readonly item: z.core.$ZodType<unknown, Item>;
  readonly children?: Omit<Children, 'item' | 'path'> & {
    readonly path: (item: AsJson<Item>) => string;
    readonly item: z.core.$ZodType<unknown, Child>;
  };
  readonly rows?: (item: AsJson<Item>, children: readonly AsJson<Child>[]) => Changes;
};

/** What passed a shape, as it came: fields beyond the shape are there too, and JSON has no `undefined`. */
type AsJson<T> = T extends Json
  ? T
  : T extends readonly (infer Element)[]
    ? readonly AsJson<Element>[]
    : T extends object
      ? { readonly [Name in keyof T]: AsJson<Exclude<T[Name], undefined>> } & JsonObject
      : T & Json;

/** Gives `rows` and `path` items of the type that their shape checks. */
export function endpoint<Item, Child = never>(declared: EndpointOf<Item, Child>): Endpoint {
  // Sound since an item reaches these functions only after its own shape passed it.
  return declared as unknown as Endpoint;
}
