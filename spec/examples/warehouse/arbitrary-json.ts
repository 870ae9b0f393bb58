import fc from 'fast-check';
import type { Json } from '../../../src/core/json.ts';
import { parseJson } from '../../../src/edge/json.ts';

function digits(least: number, most: number): fc.Arbitrary<string> {
  return fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most, size: 'max' }).map((found) => found.join(''));
}

const wholePart = fc.oneof(fc.constant('0'), digits(1, 45).map((text) => text.replace(/^0+(?=\d)/, '')));

const edges = [
  '0', '-0', '0.0', '1.0', '1e2', '1E-2', '9007199254740991', '9007199254740993', '9223372036854775807', '9223372036854775808',
  '-9223372036854775808', '-9223372036854775809', '170141183460469231731687303715884105727', '170141183460469231731687303715884105728',
  '-170141183460469231731687303715884105728', '99999999999999999999999999999999999999', '100000000000000000000000000000000000000',
  '1e21', '1e22', '1e300', '1e308', '5e-324', '1e400', '-1e-400', '0.1', '0.30000000000000004', '12345678901234567.89', '1e-7', '123456789.123456789',
  '0.00000000000000000000000000000000000001', '1.50', '4503599627370497.5',
];

/** Numbers of every size, as texts, the limits of each type among them. */
export const numberText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...edges),
  fc.tuple(fc.constantFrom('', '-'), wholePart).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('', '-'), wholePart, fc.constant('.'), digits(1, 40)).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('', '-'), wholePart, fc.constantFrom('e', 'E+', 'e-'), fc.integer({ min: 0, max: 45 }).map(String)).map((parts) => parts.join('')),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
  fc.integer().map(String),
);

export const jsonNumber: fc.Arbitrary<Json> = numberText.map((text) => parseJson(text));

/** Text of any code unit: nulls, quotes, halves of surrogate pairs, numbers and JSON that only look like it. */
export const jsonString: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 5 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', 'null', 'NULL', 'true', '1', '01', '1.50', '{"a":1}', "it's", '"', '\\', '\u0000', 'a\u0000b', '2024-02-30', '2024-01-01T00:00:00Z'),
);

const nested: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    jsonNumber,
    jsonString,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(jsonString, fc.constant('__proto__')), tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** An object or an array. */
export const jsonContainer: fc.Arbitrary<Json> = fc.oneof(
  fc.array(nested, { maxLength: 3 }),
  fc.dictionary(jsonString, nested, { maxKeys: 3 }),
);

/** Any value a row can hold. */
export const jsonValue: fc.Arbitrary<Json> = fc.oneof(fc.constant(null), fc.boolean(), jsonNumber, jsonString, jsonContainer);
