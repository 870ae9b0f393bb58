import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoadedAnswer } from '../../../src/emulator/warehouse/loaded-answer.ts';
import { WarehouseError } from '../../../src/emulator/warehouse/warehouse-error.ts';
import { answer, facts, rows, temporaryWarehouse } from './temporary-warehouse.ts';

const schema = { t: { primary_key: ['id'] } };
const good = rows('{"id":9,"v":9}');

/** Answers that would damage the warehouse, and a word of the error each gets. */
const refused: readonly (readonly [title: string, parts: Partial<LoadedAnswer>, message: RegExp])[] = [
  ['a key twice', { insert: { u: good, t: rows('{"id":2}', '{"id":2}') }, schema }, /key 2 more than once/],
  ['a key twice, as number and as text', { insert: { t: rows('{"id":2}', '{"id":"2"}') }, schema }, /key 2 more than once/],
  ['a key that is missing', { insert: { t: rows('{"v":2}') }, schema }, /row 0 .* key column "id"/],
  ['a key that is null', { insert: { t: rows('{"id":3}', '{"id":null}') }, schema }, /row 1 .* key column "id"/],
  ['a delete without a key', { delete: { t: rows('{"v":1}') }, schema }, /key column "id"/],
  ['a delete in a table without a key', { delete: { u: rows('{"id":1}') } }, /has no primary key/],
  ['another key', { insert: { t: rows('{"id":1,"v":1}') }, schema: { t: { primary_key: ['id', 'v'] } } }, /was \[id\] and is now \[id, v\]/],
  ['columns with one name', { insert: { t: rows('{"id":1,"userData":1,"user-data":2}') }, schema }, /both become "user_data"/],
  ['tables with one name', { insert: { userData: good, user_data: good } }, /both become "user_data"/],
  ['a column of Fivetran itself', { insert: { t: rows('{"id":1,"_fivetran_deleted":true}') }, schema }, /Fivetran's own columns/],
];

for (const [title, parts, message] of refused) {
  test(`${title} is refused, and nothing of the answer is stored`, async (context) => {
    const warehouse = await temporaryWarehouse(context);
    await warehouse.load(answer({ state: { page: 1 }, insert: { t: rows('{"id":1,"v":1}') }, schema }), facts);
    const before = await warehouse.query('FROM t');
    await assert.rejects(warehouse.load(answer({ state: { page: 2 }, ...parts }), facts), (error) => {
      assert.ok(error instanceof WarehouseError);
      assert.equal(error.code, 'answer');
      assert.match(error.message, message);
      return true;
    });
    assert.equal(await warehouse.state(), '{"page":1}');
    assert.deepEqual((await warehouse.tables()).map(({ table }) => table), ['t']);
    assert.deepEqual(await warehouse.query('FROM t'), before);
    await warehouse.load(answer({ state: { page: 2 }, insert: { t: rows('{"id":"text","v":1.5}') }, schema }), facts);
    assert.equal((await warehouse.query('FROM t')).length, 2);
  });
}

test('a second load at the same time is refused, and the first one is stored', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  const first = warehouse.load(answer({ state: { page: 1 }, insert: { t: good }, schema }), facts);
  await assert.rejects(warehouse.load(answer({ state: { page: 2 } }), facts), { code: 'busy' });
  await first;
  assert.equal(await warehouse.state(), '{"page":1}');
});
