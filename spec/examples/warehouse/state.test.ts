import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openWarehouse } from '../../../src/emulator/warehouse/warehouse.ts';
import { answer, facts, noon, rows, temporaryDirectory, temporaryWarehouse } from './temporary-warehouse.ts';

const schema = { t: { primary_key: ['id'] } };

test('the state is none at first, then that of the last answer, with every digit', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  assert.equal(await warehouse.state(), null);
  const [state] = rows('{"cursor":9007199254740993,"text":"é \\u0000"}');
  await warehouse.load(answer({ state: state ?? {} }), facts);
  assert.equal(await warehouse.state(), '{"cursor":9007199254740993,"text":"é \\u0000"}');
});

test('rows, state and types are there when the file is opened again', async (context) => {
  const file = join(await temporaryDirectory(context), 'main.duckdb');
  const options = { source: 'shop', now: () => noon };
  const first = await openWarehouse(file, options);
  await first.load(answer({ state: { page: 3 }, insert: { t: rows('{"id":1,"n":null,"d":0.5}') }, schema }), facts);
  await first.close();
  const second = await openWarehouse(file, options);
  assert.equal(await second.state(), '{"page":3}');
  await second.load(answer({ insert: { t: rows('{"id":1.5,"n":true,"d":0.25}') }, schema }), facts);
  assert.deepEqual(await second.query('SELECT id, n, d FROM t ORDER BY id'), [
    { id: '1.0', n: null, d: '0.50' },
    { id: '1.5', n: 'true', d: '0.25' },
  ]);
  await second.close();
});

test('a state can be set, and only a JSON object is one', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  await warehouse.setState('{"page": 7}');
  assert.equal(await warehouse.state(), '{"page": 7}');
  await assert.rejects(warehouse.setState('{"page":'), { code: 'state' });
  await assert.rejects(warehouse.setState('[1]'), { code: 'state' });
  assert.equal(await warehouse.state(), '{"page": 7}');
  await warehouse.setState(null);
  assert.equal(await warehouse.state(), null);
});

test('a reset drops the named tables and nothing else, or everything with the state', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  await warehouse.load(answer({ state: { a: 1 }, insert: { t: rows('{"id":1}'), u: rows('{"x":1}'), v: rows('{"x":1}') }, schema }), facts);
  assert.deepEqual(await warehouse.reset({ tables: ['u', 'never_there'] }), ['u']);
  assert.equal(await warehouse.state(), '{"a":1}');
  assert.deepEqual(await warehouse.reset({ tables: ['v'], state: '{"a":2}' }), ['v']);
  assert.equal(await warehouse.state(), '{"a":2}');
  assert.deepEqual((await warehouse.tables()).map(({ table }) => table), ['t']);
  assert.deepEqual(await warehouse.reset(), ['t']);
  assert.equal(await warehouse.state(), null);
  await warehouse.load(answer({ insert: { t: rows('{"other":1}') }, schema: { t: { primary_key: ['other'] } } }), facts);
});

test('tables are told with their rows, columns, types, key and last sync', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  await warehouse.load(answer({ insert: { t: rows('{"id":1,"n":null}', '{"id":2}') }, delete: { t: rows('{"id":3}') }, schema }), facts);
  await warehouse.load(answer({ delete: { t: rows('{"id":2}') } }), facts);
  assert.deepEqual(await warehouse.tables(), [
    {
      table: 't',
      primaryKey: ['id'],
      columns: [
        { name: 'id', type: 'BIGINT' },
        { name: 'n', type: null },
        { name: '_fivetran_deleted', type: 'BOOLEAN' },
        { name: '_fivetran_synced', type: 'TIMESTAMP WITH TIME ZONE' },
      ],
      rows: 1,
      deletedRows: 1,
      lastSynced: noon.toISOString(),
    },
  ]);
});

test('every call leaves a line in the log', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  await warehouse.load(answer({ insert: { t: rows('{"id":1}', '{"id":2}') }, schema, hasMore: true }), { syncId: 's', answerBytes: 120, milliseconds: 8.4 });
  await warehouse.load(answer({ delete: { t: rows('{"id":1}') } }), { syncId: 's' });
  assert.deepEqual((await warehouse.query('SELECT * EXCLUDE (loaded_at) FROM _connector.calls ORDER BY call')).map((row) => Object.values(row)), [
    ['1', 's', '2', '0', 'true', '120', '8'],
    ['2', 's', '0', '1', 'false', null, null],
  ]);
});

test('rows can be left early, and asked for while others are read', async (context) => {
  const directory = await temporaryDirectory(context);
  const warehouse = await openWarehouse(join(directory, 'shop.duckdb'), { source: 'shop', now: () => noon });
  await warehouse.setState('{}');
  let sum = 0;
  for await (const row of warehouse.rows('SELECT range AS n FROM range(100000)')) {
    sum += Number(row['n']);
    if (row['n'] === '3') assert.equal(await warehouse.state(), '{}');
    if (row['n'] === '5000') break;
  }
  assert.equal(sum, 12502500);
  await warehouse.close();
  assert.deepEqual(await readdir(directory), ['shop.duckdb']);
});

test('a question that DuckDB refuses is an error with its words', async (context) => {
  const warehouse = await temporaryWarehouse(context);
  await assert.rejects(warehouse.query('SELECT nothing'), { code: 'query', message: /nothing/ });
});
