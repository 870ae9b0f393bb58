import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseJson } from '../../../src/edge/json.ts';
import { noType, typeOf, typeOfColumn, widen } from '../../../src/emulator/warehouse/column-type.ts';
import { sqlTypeOf, type SqlType } from '../../../src/emulator/warehouse/sql-type.ts';
import { jsonValue } from './arbitrary-json.ts';

const order = ['BOOLEAN', 'BIGINT', 'HUGEINT', 'DECIMAL', 'DOUBLE', 'JSON', 'VARCHAR'];

/** Values as JSON texts, and the type of a column that held them all. */
const examples: readonly (readonly [values: string, type: SqlType])[] = [
  ['null', 'VARCHAR'],
  ['true null', 'BOOLEAN'],
  ['1 null -2', 'BIGINT'],
  ['1.0 1e2', 'BIGINT'],
  ['9223372036854775807 -9223372036854775808', 'BIGINT'],
  ['9223372036854775808', 'HUGEINT'],
  ['170141183460469231731687303715884105727', 'HUGEINT'],
  ['170141183460469231731687303715884105728', 'VARCHAR'],
  ['1e300', 'DOUBLE'],
  ['1e400', 'VARCHAR'],
  ['1.5', 'DECIMAL(38,1)'],
  ['1.50', 'DECIMAL(38,1)'],
  ['1.5 0.25', 'DECIMAL(38,2)'],
  ['12345678901234567.89', 'DECIMAL(38,2)'],
  ['12345678901234567890123456789012345678 0.5', 'VARCHAR'],
  ['1234567890123456789012345678901234567 0.5', 'DECIMAL(38,1)'],
  ['1e-37 1', 'DECIMAL(38,37)'],
  ['1e-38', 'DOUBLE'],
  ['5e-324', 'DOUBLE'],
  ['5e-324 12345678901234567.89', 'VARCHAR'],
  ['1e300 1', 'DOUBLE'],
  ['1e300 9007199254740993', 'VARCHAR'],
  ['"2026-05-04T12:00:00Z"', 'VARCHAR'],
  ['{"a":1} [1,2]', 'JSON'],
  ['{"a":1} 1', 'VARCHAR'],
  ['true 1', 'VARCHAR'],
  ['1 "1"', 'VARCHAR'],
];

for (const [values, type] of examples) {
  test(`a column that held ${values} is ${type}`, () => {
    assert.equal(sqlTypeOf(typeOfColumn(values.split(' ').map((text) => parseJson(text))), false), type);
  });
}

test('a key column is never DOUBLE or JSON, whose texts have more than one spelling', () => {
  assert.equal(sqlTypeOf(typeOf(1e300), true), 'VARCHAR');
  assert.equal(sqlTypeOf(typeOf({}), true), 'VARCHAR');
});

const columnType = jsonValue.map((value) => typeOf(value));

test('widening is associative, commutative and idempotent, and null changes nothing', () => {
  fc.assert(
    fc.property(columnType, columnType, columnType, (a, b, c) => {
      assert.deepEqual(widen(widen(a, b), c), widen(a, widen(b, c)));
      assert.deepEqual(widen(a, b), widen(b, a));
      assert.deepEqual(widen(a, a), a);
      assert.deepEqual(widen(noType, a), a);
    }),
    { numRuns: 1000 },
  );
});

test('the type of a column is the type of its values widened one by one', () => {
  fc.assert(
    fc.property(fc.array(jsonValue), (values) => {
      const stepwise = values.map((value) => typeOf(value)).reduce(widen, noType);
      assert.deepEqual(typeOfColumn(values), stepwise);
    }),
    { numRuns: 1000 },
  );
});

test('an SQL type never narrows', () => {
  fc.assert(
    fc.property(columnType, columnType, fc.boolean(), (a, b, isKey) => {
      fc.pre(a.kind !== 'none');
      const before = sqlTypeOf(a, isKey);
      const after = sqlTypeOf(widen(a, b), isKey);
      assert.ok(rank(before) <= rank(after), `${before} became ${after}`);
    }),
    { numRuns: 1000 },
  );
});

function rank(type: SqlType): number {
  const scale = /^DECIMAL\(38,(\d+)\)$/.exec(type)?.[1];
  return order.indexOf(type.replace(/\(.*/, '')) * 100 + Number(scale ?? 0);
}
