import { countDecimals, countWholeDigits, parseDecimal, printDecimal, type Decimal } from './decimal.ts';

/** What must be known of a column's numbers to choose an SQL type that holds each of them exactly. */
export type NumberType = {
  readonly kind: 'number';
  /** The most digits before the point, counted up to `digitsCountMax`. */
  readonly wholeDigits: number;
  /** The most digits after the point, counted up to `digitsCountMax`. */
  readonly decimals: number;
  /** The smallest integer type that holds the column's integers. */
  readonly integers: IntegerRange;
  /** Whether each of them is what some double prints as, so that a double keeps its value. */
  readonly doubles: boolean;
};

export type IntegerRange = 'bigint' | 'hugeint' | 'beyond';

/** HUGEINT has at most 39 digits and DECIMAL 38: from 40 on the count makes no difference. */
export const digitsCountMax = 40;

/** The type of one number, given as JSON writes it. */
export function typeOfNumberText(source: string): NumberType {
  const integerDigits = /^-?([1-9]\d{0,17})$/.exec(source)?.[1]?.length;
  if (integerDigits !== undefined) return shortInteger(integerDigits, source);
  const decimal = parseDecimal(source);
  return {
    kind: 'number',
    wholeDigits: countUpToMax(countWholeDigits(decimal)),
    decimals: countUpToMax(countDecimals(decimal)),
    integers: rangeOf(decimal),
    doubles: String(Number(source)) === source || isPrintedByDouble(decimal),
  };
}

/** The componentwise maximum; the left one itself where it already holds the right. */
export function widenNumbers(left: NumberType, right: NumberType): NumberType {
  if (holds(left, right)) return left;
  return {
    kind: 'number',
    wholeDigits: Math.max(left.wholeDigits, right.wholeDigits),
    decimals: Math.max(left.decimals, right.decimals),
    integers: widthOf[left.integers] >= widthOf[right.integers] ? left.integers : right.integers,
    doubles: left.doubles && right.doubles,
  };
}

/** Whether a type holds a double for certain, found without reading its digits; false says only that they must be read. */
export function holdsDouble(type: NumberType, value: number): boolean {
  const magnitude = Math.abs(value);
  if (magnitude >= (powersOfTen[type.wholeDigits] ?? 0)) return false;
  if (Number.isSafeInteger(value)) return true;
  const printed = String(value);
  const point = printed.indexOf('.');
  return point > 0 && printed.length - point - 1 <= type.decimals && !printed.includes('e');
}

/** Up to 10^15, below which every integer is a double. */
const powersOfTen = Array.from({ length: 16 }, (_, exponent) => Number(`1e${String(exponent)}`));

/** Eighteen digits fit BIGINT; and a double below 10^21 prints integers plainly, so comparing texts is enough. */
function shortInteger(wholeDigits: number, source: string): NumberType {
  return { kind: 'number', wholeDigits, decimals: 0, integers: 'bigint', doubles: String(Number(source)) === source };
}

function countUpToMax(count: bigint): number {
  return count > BigInt(digitsCountMax) ? digitsCountMax : Number(count);
}

function rangeOf(decimal: Decimal): IntegerRange {
  if (decimal.exponent < 0n) return 'bigint';
  if (countWholeDigits(decimal) >= BigInt(digitsCountMax)) return 'beyond';
  const integer = BigInt(printDecimal(decimal));
  if (integer === BigInt.asIntN(64, integer)) return 'bigint';
  return integer === BigInt.asIntN(128, integer) ? 'hugeint' : 'beyond';
}

function isPrintedByDouble(decimal: Decimal): boolean {
  const exact = printDecimal(decimal);
  const double = Number(exact);
  return Number.isFinite(double) && printDecimal(parseDecimal(String(double))) === exact;
}

const widthOf: Readonly<Record<IntegerRange, number>> = { bigint: 0, hugeint: 1, beyond: 2 };

function holds(left: NumberType, right: NumberType): boolean {
  return (
    left.wholeDigits >= right.wholeDigits &&
    left.decimals >= right.decimals &&
    widthOf[left.integers] >= widthOf[right.integers] &&
    (right.doubles || !left.doubles)
  );
}
