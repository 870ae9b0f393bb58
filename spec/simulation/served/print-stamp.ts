import type { InstantFormat } from '../../../src/core/catalog.ts';
import { printInstant, type Instant } from '../../../src/core/instant.ts';
import type { Json } from '../../../src/core/json.ts';
import { offsetMsOf, printFormatted } from '../../../src/edge/print-bound.ts';

/** A modification time in the form that the example item's has. */
export function printStamp(at: Instant, example: Json | undefined, format: InstantFormat): Json {
  if (typeof example === 'number') return format === 'epoch seconds' ? at / 1_000 : at;
  if (typeof example !== 'string') return printInstant(at);
  if (/^\d+$/.test(example)) return String(format === 'epoch seconds' ? Math.floor(at / 1_000) : at);
  if (example.length === 10) return printInstant(at).slice(0, 10);
  const [, blank = 'T', decimals = '', offset] = /^.{10}([T ])[\d:]{5,8}(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(example) ?? [];
  const local = offset === undefined ? localText(at, format) : printInstant((at + (offset === 'Z' ? 0 : offsetMsOf(withColon(offset)))) as Instant);
  return `${local.slice(0, 10)}${blank}${local.slice(11, decimals === '' ? 19 : 23)}${offset ?? ''}`;
}

function localText(at: Instant, format: InstantFormat): string {
  const text = typeof format === 'string' ? printInstant(at) : printFormatted(at, format);
  return text.includes('.') ? text : `${text.slice(0, 19)}.000`;
}

function withColon(offset: string): string {
  return offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}
