import assert from 'node:assert/strict';
import { join } from 'node:path';
import { compareTable } from '../../src/demo/compare.ts';
import { invokeLambda } from '../../src/emulator/invoke-lambda.ts';
import { sync } from '../../src/emulator/sync.ts';
import { openWarehouse } from '../../src/emulator/warehouse/warehouse.ts';
import { loans } from '../../src/sources/loans.ts';
import { withLambda, withLoans, type Ground } from './ground.ts';
import { startInvokeApi } from './invoke-api.ts';

/** Plays Fivetran through AWS's SDK, and compares every value that came. Resolves with how much that was. */
export async function wholeSync(ground: Ground): Promise<string> {
  // A pace that needs several calls of this length.
  return withLambda(ground, { timeoutMs: 5_000 }, (lambda) =>
    withLoans({ applications: 1_500 }, async (source) => {
      const api = await startInvokeApi({ functions: { connector: lambda.invoke } });
      const warehouse = await openWarehouse(join(ground.scratch, 'warehouse.duckdb'), { source: 'loans', now: () => new Date() });
      try {
        const setup = { secrets: source.secrets, payload: { settleSeconds: '0', pageSize: '50', requestsPerSecond: '150' } };
        const invoke = invokeLambda({ functionName: 'connector', region: 'eu-west-1', endpoint: api.url });
        const report = await sync({ invoke, warehouse, setup, syncId: 'sync-through-lambda', now: Date.now });
        assert.equal(report.end, 'done');
        assert.ok(report.calls > 1, 'one call was enough');
        const truth = source.platform.tables();
        for (const [table, { primary_key }] of Object.entries(loans.catalog.tables)) {
          const { missing, extra, different, examples } = await compareTable(warehouse, table, primary_key, truth[table as keyof typeof truth]);
          assert.deepEqual({ missing, extra, different }, { missing: 0, extra: 0, different: 0 }, examples.join('\n'));
        }
        return `${count(report.rows)} rows in ${report.calls} calls; every value of ${Object.keys(truth).length} tables equal`;
      } finally {
        await warehouse.close();
        await api.close();
      }
    }),
  );
}

function count(number: number): string {
  return number.toLocaleString('en');
}
