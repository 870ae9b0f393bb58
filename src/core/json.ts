/** A number kept as its own text, because a double cannot hold it; `JSON.stringify` prints it digit for digit. */
export interface ExactNumber {
  readonly rawJSON: string;
}

/** Any JSON value, with long numbers kept exactly. */
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;

export type JsonObject = { readonly [name: string]: Json };

export function isExactNumber(value: unknown): value is ExactNumber {
  return JSON.isRawJSON(value);
}

/** A plain object: not an array, not null, not an exact number. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);
}
