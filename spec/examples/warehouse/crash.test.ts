import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openWarehouse } from '../../../src/emulator/warehouse/warehouse.ts';
import { nextLine, startChild } from './child-process.ts';
import { noon, temporaryDirectory } from './temporary-warehouse.ts';

test('a process killed while it stores leaves whole answers only, and the state of the last of them', async (context) => {
  const file = await newFile(context);
  let stored = 0;
  for (const answers of [1, 3, 8]) {
    const child = startChild('load-on-and-on', file);
    for (let nth = 0; nth < answers; nth += 1) stored = Number(await nextLine(child));
    child.process.kill('SIGKILL');
    await child.ended;
    stored = await wholeAnswers(file, stored);
  }
  assert.ok(stored >= 12);
});

test('a full disk ends with a clear error, whole answers and their state, and loading goes on once there is room', async (context) => {
  const file = await newFile(context);
  const child = startChild('load-on-and-on', file, "trap '' XFSZ; ulimit -f 3000;");
  let stored = 0;
  let line = await nextLine(child);
  for (; /^\d+$/.test(line); line = await nextLine(child)) stored = Number(line);
  assert.match(line, /^disk_full: no room left on the disk for .*shop\.duckdb: nothing of this answer was stored/);
  await child.ended;
  assert.ok(stored > 0);
  const found = await wholeAnswers(file, stored);
  const more = startChild('load-on-and-on', file);
  assert.equal(await nextLine(more), String(found + 1));
  more.process.kill('SIGKILL');
  await more.ended;
});

/** Checks that rows and state are those after some number of whole answers, at least as many as were seen stored. */
async function wholeAnswers(file: string, seen: number): Promise<number> {
  const warehouse = await openWarehouse(file, { source: 'shop', now: () => noon });
  const { nth } = JSON.parse((await warehouse.state()) ?? '{}') as { nth: number };
  assert.ok(nth >= seen, `state ${String(nth)} after ${String(seen)} was stored`);
  // Each answer replaces half of the rows of the one before.
  const counted = await warehouse.query('SELECT nth, count(*) AS n FROM t GROUP BY nth ORDER BY nth');
  assert.deepEqual(
    counted.map((row) => [row['nth'], row['n']]),
    Array.from({ length: nth }, (_, place) => [String(place + 1), place + 1 === nth ? '500' : '250']),
  );
  assert.deepEqual(await warehouse.query('SELECT max(call) AS last FROM _connector.calls'), [{ last: String(nth) }]);
  await warehouse.close();
  assert.deepEqual(await readdir(dirname(file)), ['shop.duckdb']);
  return nth;
}

async function newFile(context: TestContext): Promise<string> {
  return join(await temporaryDirectory(context), 'shop.duckdb');
}
