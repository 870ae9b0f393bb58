import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, columnTypes, facts, rows, temporaryWarehouse } from './temporary-warehouse.ts';

const keyed = { t: { primary_key: ['id'] } };

test('a row with a known key is replaced as a whole: a column left out becomes NULL', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  await warehouse.load(answer({ insert: { t: rows('{"id":1,"name":"a","age":5}', '{"id":2,"name":"b","age":6}') }, schema: keyed }), facts);
  await warehouse.load(answer({ insert: { t: rows('{"id":1,"name":"c"}') }, schema: keyed }), facts);
  assert.deepEqual(await warehouse.query('SELECT id, name, age FROM t ORDER BY id'), [
    { id: '1', name: 'c', age: null },
    { id: '2', name: 'b', age: '6' },
  ]);
});

test('rows are stamped with the clock, live when inserted, marked when deleted, and live again when they come back', async (context) => {
  let hour = 9;
  const warehouse = await temporaryWarehouse(context, () => new Date(`2026-05-04T${String((hour += 1))}:00:00.000Z`));
  const stored = () => warehouse.query('SELECT id, name, _fivetran_deleted AS deleted, strftime(_fivetran_synced, \'%H\') AS hour FROM t ORDER BY id');
  await warehouse.load(answer({ insert: { t: rows('{"id":1,"name":"a"}', '{"id":2,"name":"b"}') }, schema: keyed }), facts);
  const [first] = await stored();
  const report = await warehouse.load(answer({ delete: { t: rows('{"id":1}', '{"id":77}') }, schema: keyed }), facts);
  assert.equal(report.tables[0]?.rowsDeleted, 1);
  const [deleted, untouched] = await stored();
  assert.deepEqual({ ...deleted, hour: '' }, { id: '1', name: 'a', deleted: 'true', hour: '' });
  assert.ok(Number(deleted?.['hour']) > Number(first?.['hour']));
  assert.equal(untouched?.['hour'], first?.['hour']);
  await warehouse.load(answer({ insert: { t: rows('{"id":1,"name":"a again"}') }, schema: keyed }), facts);
  assert.deepEqual((await stored()).map((row) => [row['id'], row['name'], row['deleted']]), [
    ['1', 'a again', 'false'],
    ['2', 'b', 'false'],
  ]);
});

test('softDelete marks every row synced before and leaves the rows of its own answer live', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  await warehouse.load(answer({ insert: { t: rows('{"id":1}', '{"id":2}', '{"id":3}') }, schema: keyed }), facts);
  const report = await warehouse.load(answer({ softDelete: ['t', 'never_seen'], insert: { t: rows('{"id":2}', '{"id":4}') }, schema: keyed }), facts);
  assert.equal(report.tables[0]?.rowsSoftDeleted, 3);
  assert.deepEqual(
    (await warehouse.query('SELECT id, _fivetran_deleted AS deleted FROM t ORDER BY id')).map((row) => [row['id'], row['deleted']]),
    [['1', 'true'], ['2', 'false'], ['3', 'true'], ['4', 'false']],
  );
});

test('a key of several columns finds its row by all of them', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  const schema = { t: { primary_key: ['loan', 'id'] } };
  await warehouse.load(answer({ insert: { t: rows('{"loan":"x","id":1,"v":1}', '{"loan":"x","id":2,"v":2}', '{"loan":"y","id":1,"v":3}') }, schema }), facts);
  await warehouse.load(answer({ insert: { t: rows('{"loan":"y","id":1,"v":4}') }, delete: { t: rows('{"loan":"x","id":1}') }, schema }), facts);
  assert.deepEqual(
    (await warehouse.query('SELECT loan || id AS key, v, _fivetran_deleted AS deleted FROM t ORDER BY 1')).map((row) => Object.values(row)),
    [['x1', '1', 'true'], ['x2', '2', 'false'], ['y1', '4', 'false']],
  );
});

test('a table of nothing but its key can be loaded twice', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  for (let time = 0; time < 2; time += 1) await warehouse.load(answer({ insert: { t: rows('{"id":1}') }, schema: keyed }), facts);
  assert.equal((await warehouse.query('FROM t')).length, 1);
});

test('rows without a key are appended with the number of their call and their place in it', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  const twice = answer({ insert: { log: rows('{"text":"a"}', '{}', '{"text":"a"}') } });
  await warehouse.load(twice, facts);
  await warehouse.load(twice, facts);
  assert.deepEqual(
    (await warehouse.query('SELECT _fivetran_batch, _fivetran_index, text FROM log ORDER BY ALL')).map((row) => Object.values(row)),
    [['1', '0', 'a'], ['1', '1', null], ['1', '2', 'a'], ['2', '0', 'a'], ['2', '1', null], ['2', '2', 'a']],
  );
});

test('a table that is only declared exists, empty, with its key columns', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  await warehouse.load(answer({ schema: { t: { primary_key: ['a', 'b'] }, log: { primary_key: [] } } }), facts);
  assert.deepEqual(await columnTypes(warehouse, 't'), { a: null, b: null });
  assert.deepEqual(await warehouse.query('FROM t'), []);
  assert.deepEqual(await warehouse.query('FROM log'), []);
});

test('a column seen only as null exists without a type and takes the type of its first value', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  await warehouse.load(answer({ insert: { t: rows('{"id":1,"n":null}') }, schema: keyed }), facts);
  assert.deepEqual(await columnTypes(warehouse, 't'), { id: 'BIGINT', n: null });
  await warehouse.load(answer({ insert: { t: rows('{"id":2,"n":7}') }, schema: keyed }), facts);
  assert.deepEqual(await columnTypes(warehouse, 't'), { id: 'BIGINT', n: 'BIGINT' });
});

test('a column widens as its values do, is never narrowed or dropped, and the report says so', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  const types: (string | null | undefined)[] = [];
  for (const value of ['1', '9223372036854775808', '1', '0.125', '12345678901234567.89', '1', '"text"', '1']) {
    await warehouse.load(answer({ insert: { t: rows(`{"id":1,"v":${value}}`) }, schema: keyed }), facts);
    types.push((await columnTypes(warehouse, 't'))['v']);
  }
  assert.deepEqual(types, ['BIGINT', 'HUGEINT', 'HUGEINT', 'DECIMAL(38,3)', 'DECIMAL(38,3)', 'DECIMAL(38,3)', 'VARCHAR', 'VARCHAR']);
  const { tables } = await warehouse.load(answer({ insert: { t: rows('{"id":"x","more":true}') }, schema: keyed }), facts);
  assert.deepEqual(tables, [
    {
      table: 't',
      rowsInserted: 1,
      rowsDeleted: 0,
      rowsSoftDeleted: 0,
      created: false,
      columnsAdded: ['more'],
      columnsWidened: [{ column: 'id', from: 'BIGINT', to: 'VARCHAR' }],
    },
  ]);
  assert.deepEqual(Object.keys(await columnTypes(warehouse, 't')), ['id', 'v', 'more']);
});

test('long numbers keep every digit, in columns and inside JSON', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  const row = '{"id":9223372036854775807,"amount":12345678901234567.89,"details":{"n":9007199254740993,"d":0.12345678901234567890123}}';
  await warehouse.load(answer({ insert: { t: rows(row) }, schema: keyed }), facts);
  assert.deepEqual(await warehouse.query('SELECT id, amount, details FROM t'), [
    { id: '9223372036854775807', amount: '12345678901234567.89', details: '{"n":9007199254740993,"d":0.12345678901234567890123}' },
  ]);
});

test('a text that looks like a time stays text', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  await warehouse.load(answer({ insert: { t: rows('{"id":1,"at":"2026-05-04T12:00:00.000Z"}') }, schema: keyed }), facts);
  assert.deepEqual(await warehouse.query('SELECT "at", typeof("at") AS type FROM t'), [{ at: '2026-05-04T12:00:00.000Z', type: 'VARCHAR' }]);
});

test('names that are SQL words, hold quotes or belong to every JavaScript object are names like any other', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  const names = ['order', 'group', 'select', 'table', 'rowid', 'constructor', '__proto__', 'toString', 'größe', "o'clock", 'say "hi"', '日本', 'stored', 'fresh', 'c0'];
  const row = `{"id":1,${names.map((name, place) => `${JSON.stringify(name)}:${String(place)}`).join(',')}}`;
  for (const table of ['order', 'group', 'select', 'constructor', 'staged', '日本', "o'clock", 'main']) {
    const insert = JSON.parse(`{${JSON.stringify(table)}:[]}`) as Record<string, never[]>;
    await warehouse.load(answer({ insert: { ...insert, [table]: rows(row, '{"id":2}') }, schema: { [table]: { primary_key: ['id'] } } }), facts);
    await warehouse.load(answer({ insert: { [table]: rows(row) }, delete: { [table]: rows('{"id":2}') }, schema: { [table]: { primary_key: ['id'] } } }), facts);
  }
  const [first, second] = await warehouse.query('SELECT * EXCLUDE (_fivetran_synced) FROM "order" ORDER BY id');
  assert.deepEqual(Object.entries(first ?? {}), [
    ['id', '1'], ['order', '0'], ['group', '1'], ['select', '2'], ['table', '3'], ['rowid', '4'], ['constructor', '5'], ['_proto_', '6'],
    ['to_string', '7'], ['grosse', '8'], ['o_clock', '9'], ['say_hi_', '10'], ['日本', '11'], ['stored', '12'], ['fresh', '13'], ['c0', '14'],
    ['_fivetran_deleted', 'false'],
  ]);
  assert.equal(second?.['constructor'], null);
  assert.deepEqual((await warehouse.tables()).map(({ table, rows: live, deletedRows }) => [table, live, deletedRows]), [
    ['constructor', 1, 1], ['group', 1, 1], ['main', 1, 1], ['o_clock', 1, 1], ['order', 1, 1], ['select', 1, 1], ['staged', 1, 1], ['日本', 1, 1],
  ]);
});

test('more rows than one chunk of DuckDB come through in full', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  const many = Array.from({ length: 5000 }, (_, place) => ({ id: place, text: `row ${String(place)}` }));
  await warehouse.load(answer({ insert: { t: many }, schema: keyed }), facts);
  await warehouse.load(answer({ insert: { t: many.slice(0, 4500).toReversed() }, schema: keyed }), facts);
  assert.deepEqual(await warehouse.query("SELECT count(*) AS n, count(DISTINCT id) AS ids, count(*) FILTER (text = 'row ' || id) AS right FROM t"), [
    { n: '5000', ids: '5000', right: '5000' },
  ]);
});
