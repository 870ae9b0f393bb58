import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { WarehouseError, type WarehouseErrorCode } from '../../../src/emulator/warehouse/warehouse-error.ts';
import { openWarehouse } from '../../../src/emulator/warehouse/warehouse.ts';
import { nextLine, startChild } from './child-process.ts';
import { noon, temporaryDirectory } from './temporary-warehouse.ts';

const options = { source: 'shop', now: () => noon };

async function assertRefused(file: string, code: WarehouseErrorCode, message: RegExp, source = 'shop'): Promise<void> {
  await assert.rejects(openWarehouse(file, { ...options, source }), (error) => {
    assert.ok(error instanceof WarehouseError, String(error));
    assert.equal(error.code, code);
    assert.ok(error.message.includes(file), error.message);
    assert.match(error.message, message);
    return true;
  });
}

test('a file that is not a database is refused and left as it is', async (context) => {
  const file = join(await temporaryDirectory(context), 'notes.txt');
  await writeFile(file, 'my notes, longer than any header would be');
  await assertRefused(file, 'not_a_database', /name another file/);
  assert.equal(await readFile(file, 'utf8'), 'my notes, longer than any header would be');
});

test('an empty file, or one whose creation was cut off, becomes a warehouse', async (context) => {
  const file = join(await temporaryDirectory(context), 'shop.duckdb');
  await (await openWarehouse(file, options)).close();
  const whole = await readFile(file);
  for (const bytes of [0, 4096, 8192]) {
    await writeFile(file, whole.subarray(0, bytes));
    const warehouse = await openWarehouse(file, options);
    assert.equal(await warehouse.state(), null);
    await warehouse.close();
  }
});

test('a database file that was cut off is refused', async (context) => {
  const file = join(await temporaryDirectory(context), 'cut.duckdb');
  await (await openWarehouse(file, options)).close();
  await writeFile(file, (await readFile(file)).subarray(0, 5000));
  await assert.rejects(openWarehouse(file, options), WarehouseError);
});

test('a directory is refused as a warehouse, and one that is missing is named', async (context) => {
  const directory = await temporaryDirectory(context);
  await mkdir(join(directory, 'folder'));
  await assertRefused(join(directory, 'folder'), 'not_a_database', /is not a file/);
  const missing = join(directory, 'nowhere', 'shop.duckdb');
  await assert.rejects(openWarehouse(missing, options), { code: 'directory_missing', message: /nowhere.*create it/ });
});

test('a file or directory that nobody may write is refused, even to the superuser', async (context) => {
  const directory = await temporaryDirectory(context);
  const file = join(directory, 'shop.duckdb');
  await (await openWarehouse(file, options)).close();
  await chmod(file, 0o444);
  await assertRefused(file, 'read_only', /chmod u\+w/);
  await chmod(file, 0o644);
  await chmod(directory, 0o555);
  await assertRefused(file, 'read_only', /chmod u\+w/);
  await assertRefused(join(directory, 'new.duckdb'), 'read_only', /chmod u\+w/);
  await chmod(directory, 0o755);
  await (await openWarehouse(file, options)).close();
});

test('a file open in another process is refused with its number, and opens once that ends', async (context) => {
  const file = join(await temporaryDirectory(context), 'shop.duckdb');
  const child = startChild('hold-open', file);
  assert.equal(await nextLine(child), 'open');
  await assertRefused(file, 'open_elsewhere', new RegExp(`process ${String(child.process.pid)}\\b`));
  child.process.stdin.end();
  await child.ended;
  await (await openWarehouse(file, options)).close();
});

test('a file open in this process is refused, by whichever path', async (context) => {
  const directory = await temporaryDirectory(context);
  const file = join(directory, 'shop.duckdb');
  const [first, second] = await Promise.allSettled([openWarehouse(file, options), openWarehouse(file, options)]);
  assert.ok(first.status === 'fulfilled' && second.status === 'rejected');
  const warehouse = first.value;
  await assertRefused(file, 'open_elsewhere', /this same process/);
  await assert.rejects(openWarehouse(`${directory}/./shop.duckdb`, options), { code: 'open_elsewhere' });
  await symlink(file, join(directory, 'link.duckdb'));
  await assert.rejects(openWarehouse(join(directory, 'link.duckdb'), options), { code: 'open_elsewhere' });
  await warehouse.close();
  await (await openWarehouse(file, options)).close();
});

test('a warehouse of another source or connection is refused', async (context) => {
  const file = join(await temporaryDirectory(context), 'shop.duckdb');
  await (await openWarehouse(file, { ...options, connection: 'north' })).close();
  await assertRefused(file, 'other_source', /source "shop".*not of source "bank"/, 'bank');
  await assert.rejects(openWarehouse(file, { ...options, connection: 'south' }), { code: 'other_source', message: /"north".*"south"/ });
  await (await openWarehouse(file, { ...options, connection: 'north' })).close();
});

test("somebody else's database is refused and gets nothing written into it", async (context) => {
  const file = join(await temporaryDirectory(context), 'theirs.duckdb');
  await runIn(file, 'CREATE TABLE accounts (id INTEGER)');
  await assertRefused(file, 'not_a_warehouse', /main\.accounts/);
  assert.deepEqual(await runIn(file, "SELECT count(*) FROM duckdb_schemas() WHERE schema_name = '_connector'"), [[0n]]);
});

test('a warehouse of another format is refused', async (context) => {
  const file = join(await temporaryDirectory(context), 'shop.duckdb');
  await (await openWarehouse(file, options)).close();
  await runIn(file, 'UPDATE _connector.warehouse SET format = 2');
  await assertRefused(file, 'other_format', /format 2/);
});

test('any file name will do', async (context) => {
  const directory = await temporaryDirectory(context);
  for (const name of ['main', 'temp.duckdb', 'memory', "it's \"mine\".db", 'order.duckdb', 'größe', 'warehouse.duckdb']) {
    const warehouse = await openWarehouse(join(directory, name), options);
    await warehouse.setState('{"name":1}');
    await warehouse.close();
    const again = await openWarehouse(join(directory, name), options);
    assert.equal(await again.state(), '{"name":1}');
    await again.close();
  }
});

async function runIn(file: string, sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql);
  const found = reader.getRows();
  connection.closeSync();
  instance.closeSync();
  return found;
}
