import { isExactNumber, type Json } from '../../core/json.ts';
import { holdsDouble, typeOfNumberText, widenNumbers, type NumberType } from './number-type.ts';

/**
 * What a column has held so far. It only ever widens: none ⊑ boolean, number or json ⊑ text. `none` is a column seen
 * only as null: it exists as VARCHAR and takes the type of its first value.
 */
export type ColumnType = { readonly kind: 'none' | 'boolean' | 'json' | 'text' } | NumberType;

export const noType: ColumnType = { kind: 'none' };
const boolean: ColumnType = { kind: 'boolean' };
const json: ColumnType = { kind: 'json' };
const text: ColumnType = { kind: 'text' };

/** The type of one value, by value and not by spelling: `1.0`, `1e0` and `1` are the same integer. */
export function typeOf(value: Json | undefined): ColumnType {
  if (value === null || value === undefined) return noType;
  if (typeof value === 'string') return text;
  if (typeof value === 'boolean') return boolean;
  if (typeof value === 'number') return typeOfNumberText(String(value));
  if (isExactNumber(value)) return typeOfNumberText(value.rawJSON);
  return json;
}

/** The narrowest type that holds without loss what either holds. Associative, commutative, idempotent. */
export function widen(left: ColumnType, right: ColumnType): ColumnType {
  if (left.kind === 'none') return right;
  if (right.kind === 'none') return left;
  if (left.kind === 'number' && right.kind === 'number') return widenNumbers(left, right);
  return left.kind === right.kind ? left : text;
}

/** The type of all values of a column. A string ends the search, because nothing is wider than text. */
export function typeOfColumn(values: readonly (Json | undefined)[]): ColumnType {
  let type = noType;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    // Nearly all numbers are no longer than one already seen: those widen nothing.
    if (type.kind === 'number' && typeof value === 'number' && holdsDouble(type, value)) continue;
    type = widen(type, typeOf(value));
    if (type.kind === 'text') return type;
  }
  return type;
}
