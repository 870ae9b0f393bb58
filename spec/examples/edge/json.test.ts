import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseJson, printJson } from '../../../src/edge/json.ts';

test('Numbers that a double cannot hold keep every digit', () => {
  for (const text of [
    '9223372036854775807',
    '12345678901234567.89',
    '-0.1000000000000000055511151231257827',
    '[1e400,1E-400]',
    '{"a":{"b":[123456789012345678901234567890]}}',
    '{"a": 9007199254740993}',
  ]) {
    assert.equal(printJson(parseJson(text)), text.replace(': ', ':'));
  }
});

test('Numbers that a double holds are numbers, however they are written', () => {
  assert.deepEqual(parseJson('[1.50,1.000e3,-0.5,100000000000000000000,1234567890123456,0.30000000000000004]'), [
    1.5, 1000, -0.5, 1e20, 1_234_567_890_123_456, 0.30000000000000004,
  ]);
});

test('Printed again, JSON never grows', () => {
  for (const text of ['[1e3]', '[1e20,-1E-3]', '[1e-7,0.0000001]', '[-0,-0.0e9]', '["\\ud800\\u0001\\u00e9"]']) {
    assert.ok(printJson(parseJson(text)).length <= text.length, text);
  }
});

test('Long digits inside a text stay a text', () => {
  assert.deepEqual(parseJson('{"a":"b, 12345678901234567890","n":1}'), { a: 'b, 12345678901234567890', n: 1 });
});

test('A key like __proto__ is data', () => {
  const json = parseJson('{"__proto__":{"x":12345678901234567890}}');
  assert.equal(printJson(json), '{"__proto__":{"x":12345678901234567890}}');
  assert.equal(Object.getPrototypeOf(json), Object.prototype);
});

test('Whatever its digits, a number keeps its value through parse and print', () => {
  const digits = fc.stringMatching(/^(0|[1-9]\d{0,30})$/);
  const fraction = fc.option(fc.stringMatching(/^\d{1,25}$/), { nil: null });
  const exponent = fc.option(fc.integer({ min: -500, max: 500 }), { nil: null });
  fc.assert(
    fc.property(fc.boolean(), digits, fraction, exponent, (negative, whole, decimals, power) => {
      const text = `${negative ? '-' : ''}${whole}${decimals === null ? '' : `.${decimals}`}${power === null ? '' : `e${power}`}`;
      const printed = printJson(parseJson(`{"n":${text}}`)).slice(5, -1);
      assert.deepEqual(valueOf(printed), valueOf(text));
    }),
    { seed: 1, numRuns: 2_000 },
  );
});

/** Digits without zeros at either end, and the power of ten they stand at: exact, and independent of the code under test. */
function valueOf(text: string): { digits: bigint; power: number } {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', decimals = ''] = mantissa.split('.');
  let digits = BigInt(`${whole}${decimals}`);
  let power = Number(exponent) - decimals.length;
  if (digits === 0n) return { digits, power: 0 };
  for (; digits % 10n === 0n; power += 1) digits /= 10n;
  return { digits, power };
}
