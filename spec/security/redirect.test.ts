import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { localLoans } from '../end-to-end/local-loans.ts';

for (const status of [301, 302, 303, 307, 308]) {
  test(`A redirect with ${status} carries no credentials to another origin, which is not asked at all`, async (context) => {
    let asked = 0;
    const other = createServer((_, response) => {
      asked += 1;
      response.end('{"data":[],"page":{"total":0}}');
    }).listen(0, '127.0.0.1');
    context.after(() => other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    assert.ok(typeof address === 'object' && address !== null);
    const { call } = await localLoans(context, { intercept: () => ({ status, headers: { location: `http://127.0.0.1:${address.port}/v1` } }) });
    await assert.rejects(call(), { name: 'CONTRACT' });
    assert.equal(asked, 0);
  });
}
