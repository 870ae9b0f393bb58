import type { PromiseLevel } from '../../core/promise.ts';
import type { Description } from './description.ts';
import { exportNameOf } from './print-source.ts';

/** A file of `spec/sources` that holds a source to its example, its promise and the laws. */
export function printTest({ name, table, key }: Pick<Description, 'name' | 'table' | 'key'>, level: PromiseLevel): string {
  const source = exportNameOf(name);
  const text = (value: string): string => JSON.stringify(value);
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promiseOf } from '../../src/core/promise.ts';
import { ${source} } from '../../src/sources/${name}.ts';
import { brokenLaws } from './broken-laws.ts';
import { exampleRows } from './example-rows.ts';

test(${text(`The example of ${name} is a row of ${table} with its key`)}, () => {
  const { insert = {} } = exampleRows(${source}, ${text(table)});
  const [row, ...others] = insert[${text(table)}] ?? [];
  assert.ok(row !== undefined && Object.hasOwn(row, ${text(key)}));
  assert.deepEqual(others, []);
});

test(${text(`The promise of ${table} is: ${level}`)}, () => {
  assert.equal(promiseOf(${source}.catalog, ${text(table)}).level, ${text(level)});
});

test(${text(`Synced from a simulated API in its own format, ${name} breaks no law`)}, () => {
  assert.deepEqual(brokenLaws(${source}), []);
});
`;
}
