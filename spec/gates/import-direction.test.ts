import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import config from '../../scripts/import-direction.mjs';

/** Each import that would run back up, or reach outside, and the rule that refuses it. */
const wrong: readonly [string, Readonly<Record<string, string>>, string][] = [
  ['the core imports the edge', { 'src/core/a.ts': "import '../edge/b.ts';", 'src/edge/b.ts': '' }, 'core-imports-nothing-above-it'],
  ['the core imports Node', { 'src/core/a.ts': "import 'node:fs';" }, 'core-depends-on-nothing'],
  ['the core imports a package', { 'src/core/a.ts': "import 'zod';" }, 'core-depends-on-nothing'],
  ['the protocol imports the edge', { 'src/protocol/a.ts': "import '../edge/b.ts';", 'src/edge/b.ts': '' }, 'protocol-imports-nothing-above-it'],
  ['the edge imports a source', { 'src/edge/a.ts': "import '../sources/b.ts';", 'src/sources/b.ts': '' }, 'edge-imports-nothing-above-it'],
  ['a source imports a host', { 'src/sources/a.ts': "import '../hosts/b.ts';", 'src/hosts/b.ts': '' }, 'sources-imports-nothing-above-it'],
  ['the stand-in imports the demo', { 'src/emulator/a.ts': "import '../demo/b.ts';", 'src/demo/b.ts': '' }, 'hosts-and-emulator-and-cli-imports-nothing-above-it'],
  ['the bundle imports another library', { 'src/edge/a.ts': "import 'fastify';" }, 'bundle-has-few-dependencies'],
  ['two files import each other', { 'src/core/a.ts': "import './b.ts';", 'src/core/b.ts': "import './a.ts';" }, 'no-circle'],
];

for (const [what, files, rule] of wrong) {
  test(`The build refuses it when ${what}`, async (context) => {
    assert.ok((await rulesBroken(context, files)).includes(rule), `${rule} is not among what was refused`);
  });
}

test('Imports that run one way are not refused', async (context) => {
  const files = { 'src/edge/a.ts': "import '../core/b.ts';", 'src/core/b.ts': '' };
  assert.deepEqual(await rulesBroken(context, files), []);
});

async function rulesBroken(context: TestContext, files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'imports-'));
  context.after(() => rm(folder, { recursive: true }));
  for (const [file, code] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), code);
  }
  const { output } = await cruise(['src'], { ...config.options, tsConfig: {}, baseDir: folder, validate: true, ruleSet: { forbidden: config.forbidden } });
  const { violations } = (output as ICruiseResult).summary;
  return violations.map(({ rule }) => rule.name).filter((name) => name !== 'nothing-unresolved' && name !== 'no-orphan');
}
