import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isExactNumber, type Json, type JsonObject } from '../../../src/core/json.ts';
import { parseJson, printJson } from '../../../src/edge/json.ts';
import { parseDecimal, printDecimal } from '../../../src/emulator/warehouse/decimal.ts';
import { jsonContainer, jsonNumber, jsonString, jsonValue } from './arbitrary-json.ts';
import { answer, facts, temporaryWarehouse } from './temporary-warehouse.ts';

/** A column of one kind, or of a mix: both must survive. */
const columnValue = fc
  .constantFrom<fc.Arbitrary<Json>>(jsonNumber, jsonString, fc.boolean(), jsonContainer, jsonValue)
  .map((values) => fc.option(values, { nil: undefined, freq: 8 }));

const rowsOf = fc.tuple(columnValue, columnValue).chain(([left, right]) =>
  fc.array(fc.array(fc.record({ id: fc.integer({ min: 0, max: 6 }), left, right }), { maxLength: 5 }), { minLength: 1, maxLength: 4 }),
);

test('any sequence of values comes back from the warehouse by value, whatever the order in which types widen', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  await fc.assert(
    fc.asyncProperty(rowsOf, async (batches) => {
      await warehouse.reset();
      const truth = new Map<number, { left: Json | undefined; right: Json | undefined }>();
      for (const batch of batches) {
        const unique = new Map(batch.map((row) => [row.id, row]));
        for (const row of unique.values()) truth.set(row.id, row);
        const insert = [...unique.values()].map(({ id, left, right }) => present({ id, left, right }));
        await warehouse.load(answer({ insert: { t: insert }, schema: { t: { primary_key: ['id'] } } }), facts);
      }
      const stored = await warehouse.query('SELECT * FROM t');
      assert.equal(stored.length, truth.size);
      for (const row of stored) {
        const wanted = truth.get(Number(row['id']));
        assert.ok(wanted !== undefined);
        assertSameValue(row['left'] ?? null, wanted.left ?? null);
        assertSameValue(row['right'] ?? null, wanted.right ?? null);
      }
    }),
    { numRuns: 100 },
  );
});

const keyValue = fc.oneof(jsonNumber, fc.boolean(), fc.constantFrom('1', '1.5', 'true', 'x'), fc.constantFrom(1, 1.5, 100, 0.25, true));

test('a key finds its row again after its column was widened', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  const commands = fc.array(fc.tuple(keyValue, keyValue, fc.boolean()), { minLength: 1, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(commands, async (touches) => {
      await warehouse.reset();
      const truth = new Map<string, boolean>();
      for (const [first, second, isDelete] of touches) {
        const key = `${keyText(first)}|${keyText(second)}`;
        if (!isDelete) truth.set(key, false);
        else if (truth.has(key)) truth.set(key, true);
        const change = { t: [{ first, second }] };
        await warehouse.load(
          answer({ ...(isDelete ? { delete: change } : { insert: change }), schema: { t: { primary_key: ['first', 'second'] } } }),
          facts,
        );
      }
      const stored = await warehouse.query('SELECT first, second, _fivetran_deleted FROM t');
      const found = stored.map((row) => [`${plain(row['first'])}|${plain(row['second'])}`, row['_fivetran_deleted'] === 'true'] as const);
      assert.deepEqual(found.toSorted(), [...truth].toSorted());
    }),
    { numRuns: 80 },
  );
});

function present(row: { readonly [name: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(row).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

function assertSameValue(stored: string | null, wanted: Json): void {
  assert.equal(comparable(stored, wanted), wanted === null ? null : wantedText(wanted));
}

/** What is stored, in the one form that values of the wanted kind are compared in. */
function comparable(stored: string | null, wanted: Json): string | null {
  if (stored === null || wanted === null || typeof wanted === 'string' || typeof wanted === 'boolean') return stored;
  if (typeof wanted === 'number' || isExactNumber(wanted)) return printDecimal(parseDecimal(stored));
  return printJson(wellFormed(parseJson(stored)));
}

function wantedText(wanted: Exclude<Json, null>): string {
  if (typeof wanted === 'string') return wanted.toWellFormed();
  if (typeof wanted === 'boolean') return String(wanted);
  return typeof wanted === 'number' || isExactNumber(wanted) ? numberText(wanted) : printJson(wellFormed(wanted));
}

function numberText(value: Json): string {
  return printDecimal(parseDecimal(printJson(value)));
}

function keyText(value: Json): string {
  return typeof value === 'string' || typeof value === 'boolean' ? plain(String(value)) : numberText(value);
}

/** A number is its value, however its column prints it; anything else is the text it is. */
function plain(stored: string | null | undefined): string {
  const text = stored ?? 'null';
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? printDecimal(parseDecimal(text)) : text;
}

function wellFormed(value: Json): Json {
  return parseJson(printJson(value).replace(/\\ud[89a-f][0-9a-f]{2}/g, '\uFFFD'));
}
