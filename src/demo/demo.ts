import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import { FunctionError } from '../emulator/function-error.ts';
import { invokeHandler } from '../emulator/invoke.ts';
import { createProgress } from '../emulator/progress.ts';
import { sync, type SyncReport } from '../emulator/sync.ts';
import { WarehouseError } from '../emulator/warehouse/warehouse-error.ts';
import { openWarehouse, type Warehouse } from '../emulator/warehouse/warehouse.ts';
import { environment } from '../hosts/environment.ts';
import { createHandler } from '../hosts/lambda.ts';
import { loans } from '../sources/loans.ts';
import { compareTable, type Comparison } from './compare.ts';
import { startLoanApi } from './loan-platform/loan-api.ts';
import { createLoanPlatform, type LoanPlatform } from './loan-platform/loan-platform.ts';

const file = 'warehouse.duckdb';
const token = 'demo-token-of-the-local-loan-api';
/** Low, so that the demo need not wait half a minute for its last edits to settle. */
const settleSeconds = 1;
const editsPerRead = 3;
/** Far below Lambda's limit, so that the demo takes some calls and shows its progress. */
const answerBytesMax = 200_000;

const platform = createLoanPlatform({ seed: 20_260_101, applications: 5_000, advisors: 60, now: Date.now });
let editing = true;
const api = await startLoanApi({
  platform,
  token,
  // These fall between any two list reads of the first sync.
  afterListRead: () => {
    if (editing) for (let edit = 0; edit < editsPerRead; edit += 1) platform.edit();
  },
});
try {
  const warehouse = await openWarehouse(file, { source: 'loans', connection: 'demo', now: () => new Date() });
  try {
    await play(warehouse);
  } finally {
    await warehouse.close();
  }
} catch (error) {
  // What a user can mend is said in a sentence; only a fault of our own shows its stack.
  console.error(error instanceof WarehouseError || error instanceof FunctionError ? error.message : error);
  process.exitCode = 1;
} finally {
  await api.close();
}

async function play(warehouse: Warehouse): Promise<void> {
  await warehouse.reset();
  console.log(`A loan API with 5,000 applications is at ${api.url}, and is edited between any two reads of its lists.`);
  const first = await runSync(warehouse, 'First sync');
  editing = false;
  await settled(platform);
  const second = await runSync(warehouse, 'Second sync, of what was edited meanwhile');
  const comparisons = await compareAll(platform, warehouse);
  report(comparisons, [first, second]);
  if (comparisons.some(({ missing, extra, different }) => missing + extra + different > 0)) process.exitCode = 1;
}

async function runSync(warehouse: Warehouse, title: string): Promise<SyncReport> {
  console.log(`${title} …`);
  const progress = createProgress(process.stderr, Date.now);
  const handler = createHandler('loans', { ...environment, answerBytesMax, log: () => undefined });
  const done = await sync({
    invoke: invokeHandler(handler),
    warehouse,
    setup: { secrets: { baseUrl: api.url, apiToken: token }, payload: { settleSeconds: String(settleSeconds) } },
    syncId: randomUUID(),
    now: Date.now,
    onCall: progress.show,
  });
  progress.end();
  console.log(`  ${count(done.rows)} rows in ${count(done.calls)} calls and ${(done.milliseconds / 1_000).toFixed(1)} s`);
  return done;
}

/** Waits until a window that opens now would end after the last edit. */
async function settled({ edits }: LoanPlatform): Promise<void> {
  const wholeSecond = 1_000;
  const due = (edits.counts().latestAt ?? 0) + settleSeconds * 1_000 + 2 * wholeSecond;
  await sleep(Math.max(0, due - Date.now()));
}

async function compareAll(loanPlatform: LoanPlatform, stored: Warehouse): Promise<Comparison[]> {
  const truth = loanPlatform.tables();
  const comparisons: Comparison[] = [];
  for (const [table, { primary_key }] of Object.entries(loans.catalog.tables)) {
    comparisons.push(await compareTable(stored, table, primary_key, truth[table as keyof typeof truth]));
  }
  return comparisons;
}

function report(comparisons: readonly Comparison[], syncs: readonly SyncReport[]): void {
  const table = new Table({
    head: ['table', 'source', 'warehouse', 'missing', 'extra', 'different'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const row of comparisons) {
    table.push([row.table, ...[row.source, row.warehouse, row.missing, row.extra, row.different].map(count)]);
  }
  console.log(`\nSource and warehouse, compared value by value:\n${table.toString()}`);
  for (const example of comparisons.flatMap(({ examples }) => examples)) console.log(`  ${example}`);
  const total = (of: (sync: SyncReport) => number): number => syncs.reduce((sum, sync) => sum + of(sync), 0);
  const { total: edits, byKind } = platform.edits.counts();
  const kinds = Object.entries(byKind).map(([kind, made]) => `${kind} ${count(made)}`);
  console.log(`${count(edits)} edits were made during the first sync: ${kinds.join(', ')}.`);
  const rate = total(({ rows }) => rows) / (total(({ milliseconds }) => milliseconds) / 1_000);
  console.log(
    `${count(total(({ calls }) => calls))} calls, ${count(api.requests.total)} requests, ` +
      `${count(total(({ rows }) => rows))} rows delivered, ${count(Math.round(rate))} rows/s.`,
  );
  console.log(`\nThe warehouse is in ${file}. One query to try, here or in any DuckDB client:`);
  console.log(`  npm run connector -- query "SELECT status, count(*), sum(amount) FROM loan_applications GROUP BY status"`);
}

function count(number: number): string {
  return number.toLocaleString('en');
}
