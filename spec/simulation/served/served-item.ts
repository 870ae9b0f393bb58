import type { Catalog, Stream } from '../../../src/core/catalog.ts';
import type { Instant } from '../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { Changes } from '../../../src/core/page.ts';
import { changesOf } from '../../../src/edge/changes-of.ts';
import type { Endpoint } from '../../../src/edge/source.ts';
import type { Thing } from '../list-world.ts';
import { printStamp } from './print-stamp.ts';

/** Makes items of a stream out of its example, and finds in the rows that come of them which things they are. */
export type ItemMaker = {
  readonly item: (thing: Thing, nth: number, stamp: Instant, deleted: boolean) => JsonObject;
  /** The key that tells a thing in the rows of the stream's first table, and whether it is inserted; null where they hold none. */
  readonly rowIn: (changes: Changes) => { readonly key: string; readonly inserted: boolean } | null;
  readonly keyOf: (thing: Thing, nth: number) => string;
  /** The key as a seek asks for it. */
  readonly seekKeyOf: (thing: Thing, nth: number) => string;
};

/** Throws where the example does not show which of its fields is the key. */
export function itemMaker(catalog: Catalog, name: string, stream: Stream, endpoint: Endpoint): ItemMaker {
  const { example, paths, window, strategy, deletes, tables } = stream;
  if (example === undefined) throw new Error(`stream ${name} has no example item to serve`);
  const [table = ''] = tables;
  const columns: readonly string[] = catalog.tables[table]?.primary_key ?? [];
  const [changes = {}] = changesOf(catalog, stream, endpoint, [example.item], () => example.children ?? []);
  const row = rowOf(changes, table);
  const keyPaths = columns.flatMap((column) => {
    const path = pathOf(example.item, row?.[column], column);
    return path === null ? [] : [{ column, path }];
  });
  const [first] = keyPaths;
  if (first === undefined) throw new Error(`the example of stream ${name} holds none of the key columns ${columns.join(', ')} of ${table}`);
  const keyed = strategy.name === 'keyset' ? [...keyPaths.map(({ path }) => path), strategy.key] : keyPaths.map(({ path }) => path);
  const valueFor = (thing: Thing, nth: number, like: Json | undefined): string | number => (typeof like === 'number' ? nth + 1 : thing.id);
  return {
    item: (thing, nth, stamp, deleted) => {
      let item = example.item;
      for (const path of keyed) item = replace(item, path, valueFor(thing, nth, at(example.item, path)));
      if (paths.stamp !== undefined && window !== undefined) {
        item = replace(item, paths.stamp, printStamp(stamp, at(example.item, paths.stamp), window.format));
      }
      return deletes?.by === 'flag' ? replace(item, deletes.path, deleted ? (deletes.value ?? true) : null) : item;
    },
    rowIn: (brought) => {
      const value = rowOf(brought, table)?.[first.column];
      return value === undefined ? null : { key: JSON.stringify(value), inserted: (brought.insert?.[table] ?? []).length > 0 };
    },
    keyOf: (thing, nth) => JSON.stringify(valueFor(thing, nth, row?.[first.column])),
    seekKeyOf: (thing, nth) => String(valueFor(thing, nth, strategy.name === 'keyset' ? at(example.item, strategy.key) : undefined)),
  };
}

function rowOf({ insert, delete: deleted }: Changes, table: string): JsonObject | undefined {
  const inserted = insert?.[table]?.[0];
  return inserted ?? deleted?.[table]?.[0];
}

/** Where an item holds a value: under the column's own name if it can, otherwise anywhere among its objects. */
function pathOf(item: JsonObject, value: Json | undefined, column: string): readonly string[] | null {
  if (value === undefined) return null;
  if (item[column] === value) return [column];
  for (const [name, field] of Object.entries(item)) {
    if (field === value) return [name];
    const inner = isJsonObject(field) ? pathOf(field, value, column) : null;
    if (inner !== null) return [name, ...inner];
  }
  return null;
}

function at(item: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = item;
  for (const name of path) value = isJsonObject(value) ? value[name] : undefined;
  return value;
}

/** The item with another value at a path. */
export function replace(item: JsonObject, [name, ...rest]: readonly string[], value: Json): JsonObject {
  if (name === undefined) return item;
  const inner = item[name];
  return { ...item, [name]: rest.length === 0 ? value : replace(isJsonObject(inner) ? inner : {}, rest, value) };
}
