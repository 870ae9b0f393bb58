import type { Place } from '../core/catalog.ts';
import { isJsonObject, type Json } from '../core/json.ts';

/** What stands in a body behind a path of names; undefined where a name is missing on the way. */
export function follow(body: Json, path: readonly string[]): Json | undefined {
  let at: Json | undefined = body;
  for (const name of path) at = isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return at;
}

/** A place in words, for a message. */
export function printPlace(at: Place): string {
  return 'header' in at ? `header ${at.header}` : at.join('.');
}

/** What kind of value came, and never more of it than a number. */
export function kindOf(json: Json | undefined): string {
  if (json === undefined) return 'missing';
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'an array';
  return typeof json === 'number' ? String(json) : `of type ${typeof json}`;
}
