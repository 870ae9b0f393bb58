import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runHere } from './cli-stage.ts';

test('Each stream of a source is explained: strategy, promise, what that rests on', async () => {
  const { code, output } = await runHere(['explain', '--source', 'loans']);
  assert.equal(code, 0);
  assert.match(output, /^loan_applications\n {2}tables {4}loan_applications, applicants, advisors\n {2}strategy {2}countdown, over windows of modification time/m);
  assert.match(output, /^ {2}promise {3}complete$/m);
  assert.match(output, /^ {2}rests on {2}- .*order is strict/m);
  assert.match(output, /No stream loses rows, as long as all of this is true of the API\.\n$/);
});

test('For machines each stream is a line of JSON', async () => {
  const { output } = await runHere(['explain', '--json']);
  const lines = output.trimEnd().split('\n').map((line) => JSON.parse(line) as { readonly stream: string; readonly level: string });
  assert.deepEqual(lines.map(({ stream, level }) => [stream, level]), [
    ['deleted_loan_applications', 'complete'],
    ['loan_applications', 'complete'],
  ]);
});

test('A source that does not exist is named, and so are those that do', async () => {
  const { code, errors } = await runHere(['explain', '--source', 'loan']);
  assert.equal(code, 2);
  assert.match(errors, /loans/);
});
