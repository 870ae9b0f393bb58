import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareTable } from '../../src/demo/compare.ts';
import type { LoanPlatform } from '../../src/demo/loan-platform/loan-platform.ts';
import { invokeHandler } from '../../src/emulator/invoke.ts';
import { sync } from '../../src/emulator/sync.ts';
import { openWarehouse, type Warehouse } from '../../src/emulator/warehouse/warehouse.ts';
import { loans } from '../../src/sources/loans.ts';
import { localLoans, token, type LocalLoans } from './local-loans.ts';

test('A source that is edited between any two list reads ends equal to the warehouse, value by value', async (context) => {
  let editing = true;
  const local = await localLoans(context, {
    applications: 300,
    afterListRead: () => {
      if (editing) for (let edits = 0; edits < 3; edits += 1) local.platform.edit();
    },
  });
  const { platform, api, log } = local;
  const warehouse = await localWarehouse(context);
  const first = await runSync(local, warehouse);
  editing = false;
  const { lists } = api.requests;
  const { latestAt = 0 } = platform.edits.counts();
  // settleSeconds is 0: a window ends at the whole second that is one second ago.
  await sleep(Math.max(0, latestAt + 2_000 - Date.now()));
  await runSync(local, warehouse);

  await assertEqual(platform, warehouse);
  assert.equal(first.end, 'done');
  assert.equal(platform.edits.counts().total, 3 * lists, 'edits between any two list reads of the first sync');
  assert.ok(lists > 300 / 10, 'one read per page at least');
  assert.ok(log.every(({ level }) => level === 'info'));

  // A window of its own needs a second of its own.
  await sleep(1_100);
  const nothingNew = api.requests.total;
  await runSync(local, warehouse);
  assert.equal(api.requests.total - nothingNew, 2, 'one request per stream when there is nothing new');
});

test('Every number, text and nested value of the source reaches the warehouse exactly', async (context) => {
  const local = await localLoans(context, { applications: 200 });
  const warehouse = await localWarehouse(context);
  await runSync(local, warehouse);
  await assertEqual(local.platform, warehouse);
  const beyond = await warehouse.query('SELECT count(*) AS n FROM loan_applications WHERE reference > 9007199254740992');
  assert.notEqual(beyond[0]?.['n'], '0');
});

test('A base URL may carry a path', async (context) => {
  const { call, api } = await localLoans(context, { basePath: '/loans' });
  assert.match(api.url, /\/loans$/);
  assert.equal((await call()).insert['loan_applications'] !== undefined, true);
});

async function localWarehouse(context: TestContext): Promise<Warehouse> {
  const folder = await mkdtemp(join(tmpdir(), 'loans-'));
  const warehouse = await openWarehouse(join(folder, 'warehouse.duckdb'), { source: 'loans', now: () => new Date() });
  context.after(async () => {
    await warehouse.close();
    await rm(folder, { recursive: true });
  });
  return warehouse;
}

function runSync({ api, call }: LocalLoans, warehouse: Warehouse) {
  return sync({
    invoke: invokeHandler((event) => call(event as object)),
    warehouse,
    setup: { secrets: { baseUrl: api.url, apiToken: token }, payload: { settleSeconds: '0', pageSize: '10' } },
    syncId: 'sync-1',
    now: Date.now,
  });
}

async function assertEqual(platform: LoanPlatform, warehouse: Warehouse): Promise<void> {
  const truth = platform.tables();
  for (const table of ['loan_applications', 'applicants', 'advisors'] as const) {
    const { missing, extra, different, examples, source } = await compareTable(
      warehouse,
      table,
      loans.catalog.tables[table]?.primary_key ?? [],
      truth[table],
    );
    assert.ok(source > 0);
    assert.deepEqual({ table, missing, extra, different, examples }, { table, missing: 0, extra: 0, different: 0, examples: [] });
  }
}
