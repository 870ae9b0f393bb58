import type { Json } from '../core/json.ts';

/**
 * Together they see every number that a double might not hold: 16 or more digits and points, or an exponent. They also
 * hit what looks like one inside a string, which costs time and nothing else. Apart, because one expression
 * for all of them takes four times as long.
 */
const longNumber = /[:[,\s]-?[\d.]{16}/;
/** What every long number holds. Written out sixteen times the engine skips from one possible end to the next (measured: 3.6 GB/s for 0.9). */
const longDigits = new RegExp('[\\d.]'.repeat(16));
const exponent = /\d[eE][-+]?\d+(?:[,\]}\s]|$)/;
const loneNumber = /^[-\d]/;

/**
 * Parses JSON without changing a number: one that a double holds exactly becomes a number, any other an
 * `ExactNumber` that prints as it came. Text without long numbers takes the fast path of plain `JSON.parse`.
 * Throws `SyntaxError` where `JSON.parse` does.
 */
export function parseJson(text: string): Json {
  const plain = !(longDigits.test(text) && longNumber.test(text)) && !exponent.test(text) && !loneNumber.test(text);
  if (plain) return JSON.parse(text) as Json;
  return JSON.parse(text, keepNumber) as Json;
}

/** Prints what `parseJson` returns; no digit is lost. */
export function printJson(value: Json): string {
  return JSON.stringify(value);
}

function keepNumber(this: unknown, _key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || context.source === undefined) return value;
  return sameValue(context.source, value) ? value : JSON.rawJSON(context.source);
}

/**
 * Whether the double prints as the same decimal value that the text names, and no longer than it: printed again,
 * JSON never grows, so that a body's length bounds that of its rows.
 */
function sameValue(source: string, value: number): boolean {
  const printed = String(value);
  if (printed === source) return true;
  return Number.isFinite(value) && printed.length <= source.length && decimal(source) === decimal(printed);
}

/** One spelling for each decimal value: `-120.50e1` and `-1205` are both `-1205e0`. */
function decimal(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${power.toString()}`;
}

/** What a value takes as UTF-8 JSON, in bytes. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
