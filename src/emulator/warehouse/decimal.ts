/** A decimal value, ± digits × 10^exponent. The digits neither begin nor end with a zero; zero has none. */
export type Decimal = { readonly negative: boolean; readonly digits: string; readonly exponent: bigint };

/** Reads the text of a JSON number. Two spellings of one value give the same decimal: `1.50`, `15e-1`. */
export function parseDecimal(text: string): Decimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`not a JSON number: ${text.slice(0, 40)}`);
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  const written = (whole + fraction).replace(/^0+/, '');
  const digits = written.replace(/0+$/, '');
  if (digits === '') return zero;
  const exponent = BigInt(power) - BigInt(fraction.length) + BigInt(written.length - digits.length);
  return { negative: sign === '-', digits, exponent };
}

const zero: Decimal = { negative: false, digits: '', exponent: 0n };

/** Digits before the point: 2 for 12.5, none for 0.05. */
export function countWholeDigits(decimal: Decimal): bigint {
  return atLeastNone(BigInt(decimal.digits.length) + decimal.exponent);
}

/** Digits after the point: 1 for 12.5, none for 1200. */
export function countDecimals(decimal: Decimal): bigint {
  return atLeastNone(-decimal.exponent);
}

/**
 * The one text of a value, so that equal numbers are equal texts. It is plain digits wherever HUGEINT or
 * DECIMAL(38,s) could have held the value, so that it equals what DuckDB prints for those; beyond, it has an exponent.
 */
export function printDecimal(decimal: Decimal): string {
  if (decimal.digits === '') return '0';
  const sign = decimal.negative ? '-' : '';
  const decimals = countDecimals(decimal);
  if (countWholeDigits(decimal) > plainDigitsMax || decimals > plainDigitsMax) {
    return `${sign}${decimal.digits}e${String(decimal.exponent)}`;
  }
  if (decimals === 0n) return sign + decimal.digits + '0'.repeat(Number(decimal.exponent));
  const places = Number(decimals);
  const padded = decimal.digits.padStart(places + 1, '0');
  return `${sign}${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

/** HUGEINT has up to 39 digits, the most of any exact number of DuckDB. */
const plainDigitsMax = 39n;

function atLeastNone(count: bigint): bigint {
  return count < 0n ? 0n : count;
}
