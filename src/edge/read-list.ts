import * as z from 'zod/mini';
import type { Place, Stream } from '../core/catalog.ts';
import { isExactNumber, isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Page, Stamps } from '../core/page.ts';
import { problemOf } from '../protocol/problem.ts';
import { jsonLevelsMax } from './limits.ts';
import { follow, kindOf, printPlace } from './follow.ts';
import { misshapen } from './misshapen.ts';
import { readNext } from './read-next.ts';
import { readStamp } from './read-stamp.ts';
import type { Access } from './source.ts';

/** What a list's answer held and said about itself. */
export type List = { readonly items: readonly JsonObject[] } & Pick<Page, 'total' | 'stamps' | 'lastKey' | 'token'>;

/** A body with its headers, and where it came from. */
export type Body = { readonly body: Json; readonly headers: Headers; readonly url: URL };

/** Reads a list's answer as its stream declares it. Pure. Throws `CONTRACT` where it has another shape. */
export function readList(stream: Stream, item: z.core.$ZodType, access: Access, answer: Body): List {
  const { paths, strategy } = stream;
  const items = readItems(answer, paths.items, item);
  const stamps = readStamps(stream, items, answer.url);
  const lastKey = strategy.name === 'keyset' ? readKey(items.at(-1), strategy.key) : undefined;
  const token = strategy.name === 'token' ? readNext(strategy, access, answer) : undefined;
  return {
    items,
    total: readTotal(paths.total, answer),
    ...(stamps === undefined ? {} : { stamps }),
    ...(lastKey === undefined ? {} : { lastKey }),
    ...(token === undefined ? {} : { token }),
  };
}

/** Checks the items against their declared shape and returns them as they came, exact numbers and all. */
export function readItems({ body, url }: Body, path: readonly string[], item: z.core.$ZodType): readonly JsonObject[] {
  const items = follow(body, path);
  if (!Array.isArray(items)) throw misshapen(url, `a list at '${path.join('.')}'`, `it is ${kindOf(items)}`);
  const stray = items.findIndex((value) => !isJsonObject(value));
  if (stray !== -1) throw misshapen(url, `the declared shape at '${[...path, stray].join('.')}'`, 'it is not an object');
  // All at once: one by one takes twice as long.
  const result = z.array(item).safeParse(items);
  if (result.success) {
    const deep = items.findIndex((value) => !isWithin(jsonLevelsMax, value));
    if (deep === -1) return items as readonly JsonObject[];
    throw misshapen(url, `at most ${jsonLevelsMax} levels at '${[...path, deep].join('.')}'`, 'it is nested deeper');
  }
  const problem = problemOf(result.error);
  throw misshapen(url, `the declared shape at '${[...path, problem.path].join('.')}'`, problem.came);
}

/** Whether a value is nested at most so many levels deep. */
function isWithin(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  for (const name in value) if (!isWithin(levels - 1, (value as JsonObject)[name])) return false;
  return true;
}

function readTotal(at: Place | undefined, { body, headers, url }: Body): number | null {
  if (at === undefined) return null;
  const total = 'header' in at ? numberOf(headers.get(at.header)) : follow(body, at);
  if (typeof total === 'number' && Number.isSafeInteger(total) && total >= 0) return total;
  throw misshapen(url, `a count of rows at '${printPlace(at)}'`, `it is ${kindOf(total)}`);
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

function readStamps({ paths: { stamp }, window }: Stream, items: readonly JsonObject[], url: URL): Stamps | undefined {
  const [first] = items;
  if (stamp === undefined || window === undefined || first === undefined) return undefined;
  let earliest = readItemStamp(first, 0);
  let last = earliest;
  let ordered = true;
  for (const [nth, item] of items.entries()) {
    const at = readItemStamp(item, nth);
    if (at < last) ordered = false;
    if (at < earliest) earliest = at;
    last = at;
  }
  return { earliest, last, ordered };

  function readItemStamp(item: JsonObject, nth: number) {
    const value = follow(item, stamp ?? []);
    const at = window === undefined ? null : readStamp(value, window.format);
    if (at !== null) return at;
    throw misshapen(url, `a time at '${[`item ${nth}`, ...(stamp ?? [])].join('.')}'`, `it is ${kindOf(value)}`);
  }
}

/** A key as text, digit for digit. */
export function readKey(item: JsonObject | undefined, path: readonly string[]): string | undefined {
  const key = item === undefined ? undefined : follow(item, path);
  if (typeof key === 'string') return key;
  if (isExactNumber(key)) return key.rawJSON;
  return typeof key === 'number' ? String(key) : undefined;
}
