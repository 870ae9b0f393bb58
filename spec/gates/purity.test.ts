import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESLint } from 'eslint';

const eslint = new ESLint();

/** Each thing that a pure core may not do, and the rule that refuses it. */
const impure: readonly [string, string, string][] = [
  ['reads the clock', 'export const at = Date.now();', 'no-restricted-properties'],
  ['makes a date of the clock', 'export const at = new Date();', 'no-restricted-syntax'],
  ['prints the clock', 'export const at = Date();', 'no-restricted-syntax'],
  ['draws a random number', 'export const drawn = Math.random();', 'no-restricted-properties'],
  ['makes a promise', 'export const later = Promise.resolve(1);', 'no-restricted-globals'],
  ['waits', 'export async function wait(): Promise<void> { await null; }', 'no-restricted-syntax'],
  ['sets a timer', 'export const timer = setTimeout(() => 1, 1);', 'no-restricted-globals'],
  ['asks the network', "export const got = fetch('https://example.com');", 'no-restricted-globals'],
  ['reads its environment', "export const source = process.env['SOURCE'];", 'no-restricted-globals'],
  ['writes to the console', "console.log('here');", 'no-restricted-globals'],
  ['loads code while it runs', "export const loaded = import('./instant.ts');", 'no-restricted-syntax'],
  ['keeps state between calls', 'let calls = 0; export function count(): number { calls += 1; return calls; }', 'no-restricted-syntax'],
];

for (const [what, code, rule] of impure) {
  test(`The build refuses a core that ${what}`, async () => {
    const [result] = await eslint.lintText(code, { filePath: 'src/core/instant.ts' });
    assert.ok(result?.messages.some(({ ruleId }) => ruleId === rule), JSON.stringify(result?.messages));
  });
}

test('A date made of a number is pure', async () => {
  const [result] = await eslint.lintText('export const print = (at: number): string => new Date(at).toISOString();\n', {
    filePath: 'src/core/instant.ts',
  });
  assert.deepEqual(result?.messages, []);
});
