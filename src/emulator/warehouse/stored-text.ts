import { isExactNumber, type Json } from '../../core/json.ts';
import { parseDecimal, printDecimal } from './decimal.ts';

/** The text a value is stored as in a VARCHAR or JSON column; a number has one text, however it was spelled. */
export function storedText(value: Exclude<Json, null>): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return storedNumber(String(value));
  if (typeof value === 'boolean') return String(value);
  if (isExactNumber(value)) return storedNumber(value.rawJSON);
  return storedJson(value);
}

/** What `String` prints without an exponent, and plain integers, are in their one form already. */
function storedNumber(source: string): string {
  return /^-?(?:0|[1-9]\d{0,38})(?:\.\d{0,20}[1-9])?$/.test(source) && source !== '-0' ? source : printDecimal(parseDecimal(source));
}

/** DuckDB refuses JSON with half of a surrogate pair, and no text in UTF-8 can hold one: it becomes U+FFFD, as in strings. */
function storedJson(value: Json): string {
  const printed = JSON.stringify(value);
  return /\\ud[89a-f]/.test(printed) ? JSON.stringify(wellFormed(value)) : printed;
}

function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (value === null || typeof value !== 'object' || isExactNumber(value)) return value;
  if (Array.isArray(value)) return value.map(wellFormed);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.toWellFormed(), wellFormed(inner)]));
}
