import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { npmScriptsOf } from './workflows/npm-scripts-of.ts';

const folder = '.github/workflows';
const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { readonly scripts: object };

for (const name of await readdir(folder)) {
  test(`Every npm script that ${name} runs exists`, async () => {
    const named = npmScriptsOf(await readFile(join(folder, name), 'utf8'));
    assert.ok(named.length > 0);
    assert.deepEqual(named.filter((script) => !Object.hasOwn(scripts, script)), []);
  });
}

test('A script is found wherever a workflow names it', () => {
  assert.deepEqual(npmScriptsOf("- run: npm test\n- { run: 'npm run laws:deep -- --minutes 1' }\n  npm run bundle"), ['test', 'laws:deep', 'bundle']);
});
