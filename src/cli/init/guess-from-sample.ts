import type { InstantFormat } from '../../core/catalog.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { UsageError } from '../usage-error.ts';

/** What a response of a list seems to hold; each is a guess to be looked at. */
export type Guess = {
  readonly items: readonly string[];
  readonly key?: string;
  readonly stamp?: readonly string[];
  readonly format?: Exclude<InstantFormat, object>;
  readonly total?: readonly string[];
  readonly next?: readonly string[];
  /** The first item, with its key and stamp as they are and every other value replaced by one of its kind. */
  readonly example: JsonObject;
};

/** Throws `UsageError` for a response without a list of objects. */
export function guessFromSample(sample: Json): Guess {
  const found = itemsIn(sample);
  const [first] = found?.items ?? [];
  if (found === null || first === undefined) throw new UsageError('the sample holds no list with an item: give a response that has one');
  const { items, path } = found;
  const key = keyOf(items);
  const stamp = stampOf(first);
  const format = stamp === undefined ? undefined : formatOf(first[stamp]);
  const beside = isJsonObject(sample) ? fieldsBeside(sample, path) : [];
  const total = beside.find(({ at, value }) => /total|count/i.test(at.join()) && typeof value === 'number' && value >= items.length);
  const next = beside.find(({ at, value }) => /next|cursor|continuation|after|marker|bookmark|last_seq/i.test(at.at(-1) ?? '') && (value === null || typeof value === 'string' || typeof value === 'number'));
  return {
    items: path,
    ...(key === undefined ? {} : { key }),
    ...(stamp === undefined ? {} : { stamp: [stamp] }),
    ...(format === undefined ? {} : { format }),
    ...(total === undefined ? {} : { total: total.at }),
    ...(next === undefined ? {} : { next: next.at }),
    example: Object.fromEntries(Object.entries(first).map(([name, value]) => [name, name === key || name === stamp ? value : standIn(name, value)])),
  };
}

/** The list of objects that stands nearest to the root. */
function itemsIn(body: Json): { readonly items: readonly JsonObject[]; readonly path: readonly string[] } | null {
  let level: readonly { readonly value: Json; readonly path: readonly string[] }[] = [{ value: body, path: [] }];
  while (level.length > 0) {
    for (const { value, path } of level) {
      if (Array.isArray(value) && value.length > 0 && value.every(isJsonObject)) return { items: value, path };
    }
    level = level.flatMap(({ value, path }) => (isJsonObject(value) ? Object.entries(value).map(([name, inner]) => ({ value: inner, path: [...path, name] })) : []));
  }
  return null;
}

/** A field that tells the items apart, by a usual name where there is one. */
function keyOf(items: readonly JsonObject[]): string | undefined {
  const [first = {}] = items;
  const unique = Object.keys(first).filter((name) => {
    const values = items.map((item) => item[name]);
    return values.every((value) => typeof value === 'string' || typeof value === 'number') && new Set(values).size === items.length;
  });
  return ['id', '_id', 'uuid', 'key', 'number'].find((name) => unique.includes(name)) ?? unique.find((name) => /id$/i.test(name)) ?? unique[0];
}

function stampOf(item: JsonObject): string | undefined {
  const times = Object.keys(item).filter((name) => formatOf(item[name]) !== undefined);
  return times.find((name) => /updat|modif|chang/i.test(name)) ?? times.find((name) => /time|date|_at$|At$/.test(name));
}

/** 2001 in seconds and in milliseconds: smaller numbers are no times. */
const secondsLeast = 1e9;
const millisecondsLeast = 1e12;

function formatOf(value: Json | undefined): Guess['format'] {
  if (typeof value === 'number' && Number.isInteger(value)) {
    return value >= millisecondsLeast ? 'epoch milliseconds' : value >= secondsLeast ? 'epoch seconds' : undefined;
  }
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return undefined;
  return value.length === 10 ? 'date' : value.includes('.') ? 'iso' : 'iso seconds';
}

function fieldsBeside(body: JsonObject, items: readonly string[], path: readonly string[] = []): { readonly at: readonly string[]; readonly value: Json }[] {
  return Object.entries(body).flatMap(([name, value]) => {
    const at = [...path, name];
    if (at.join() === items.join()) return [];
    return isJsonObject(value) ? fieldsBeside(value, items, at) : [{ at, value }];
  });
}

/** A value of the same kind that is nobody's: what a sample holds may be private. */
function standIn(name: string, value: Json): Json {
  if (typeof value === 'string') return formatOf(value) === undefined ? `a ${name}` : value;
  if (typeof value === 'number') return Number.isInteger(value) ? 1 : 1.5;
  if (Array.isArray(value)) return value.slice(0, 1).map((element: Json) => standIn(name, element));
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([inner, field]) => [inner, standIn(inner, field)])) : value;
}
