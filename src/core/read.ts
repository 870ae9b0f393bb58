import { Failure } from './failure.ts';
import { isExactNumber, isJsonObject, type Json, type JsonObject } from './json.ts';
import { parseInstant, type Instant } from './instant.ts';

/** The fields of an object that has all of `required`, perhaps some of `optional`, and no other. Throws `STATE`. */
export function readFields<R extends string, O extends string = never>(
  json: Json | undefined,
  at: string,
  required: readonly R[],
  optional: readonly O[] = [],
): { readonly [name in R]: Json } & { readonly [name in O]?: Json } {
  if (!isJsonObject(json)) throw unreadable(at, 'an object', json);
  const object: JsonObject = json;
  for (const name of required) {
    if (!Object.hasOwn(object, name)) throw unreadable(`${at}.${name}`, 'a value', undefined);
  }
  const known: readonly string[] = [...required, ...optional];
  for (const name of Object.keys(object)) {
    if (!known.includes(name)) throw unreadable(`${at}.${name}`, `one of the fields ${known.join(', ')}`, object[name]);
  }
  return object as JsonObject & { readonly [name in R]: Json } & { readonly [name in O]?: Json };
}

/** A whole number of at least `least`. Throws `STATE`. */
export function readCount(json: Json | undefined, at: string, least: number): number {
  if (typeof json === 'number' && Number.isSafeInteger(json) && json >= least) return json;
  throw unreadable(at, `a whole number of at least ${least}`, json);
}

/** Throws `STATE`. */
export function readBoolean(json: Json | undefined, at: string): boolean {
  if (typeof json === 'boolean') return json;
  throw unreadable(at, 'true or false', json);
}

/** Throws `STATE`. */
export function readText(json: Json | undefined, at: string): string {
  if (typeof json === 'string') return json;
  throw unreadable(at, 'a text', json);
}

/** Throws `STATE`. */
export function readOneOf<T extends string>(json: Json | undefined, at: string, names: readonly T[]): T {
  const name = names.find((candidate) => candidate === json);
  if (name !== undefined) return name;
  throw unreadable(at, `one of ${names.join(', ')}`, json);
}

/** Throws `STATE`. */
export function readInstant(json: Json | undefined, at: string): Instant {
  const instant = typeof json === 'string' ? parseInstant(json) : null;
  if (instant !== null) return instant;
  throw unreadable(at, 'a UTC time such as 2026-01-31T08:00:00.000Z', json);
}

/** Throws `STATE`. */
export function readInstantOrNull(json: Json | undefined, at: string): Instant | null {
  return json === null ? null : readInstant(json, at);
}

export function unreadable(at: string, expected: string, came: Json | undefined): Failure {
  return new Failure('STATE', {
    at,
    expected,
    came: `it is ${describe(came)}`,
    action: 'Set the state back to one that a sync returned, or re-sync the connection from the beginning.',
  });
}

/** Short, and never more of a value than tells what kind of thing it is: a state written by hand may hold anything. */
function describe(json: Json | undefined): string {
  if (json === undefined) return 'missing';
  if (json === null || typeof json === 'boolean' || typeof json === 'number') return String(json);
  if (isExactNumber(json)) return json.rawJSON.slice(0, 40);
  if (typeof json === 'string') return json.length > 40 ? `a text of ${json.length} characters` : `'${json}'`;
  return Array.isArray(json) ? 'an array' : 'an object';
}
