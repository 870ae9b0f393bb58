import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { cloneRepository, packageIn } from './clone.ts';

test('Two clean clones of a commit make the same files, byte for byte, wherever they are and whatever the time zone', async (context) => {
  const [one, other] = await Promise.all([cloneRepository(context), cloneRepository(context, 'a clone elsewhere')]);
  const ends = [await packageIn(one, [], { TZ: 'Pacific/Auckland' }), await packageIn(other, [], { TZ: 'America/Lima', LC_ALL: 'C' })];
  assert.deepEqual(ends.map(({ code }) => code), [0, 0], ends[0]?.output);
  const files = await readdir(join(one, 'dist'));
  assert.deepEqual(files.sort(), ['connector.cdx.json', 'connector.zip', 'connector.zip.sha256', 'index.mjs.map']);
  for (const file of files) {
    const [here, there] = await Promise.all([one, other].map((clone) => readFile(join(clone, 'dist', file))));
    assert.ok(here !== undefined && there !== undefined && here.equals(there), `${file} is another one`);
  }

  // Were they the same whatever went in, nothing would have been shown.
  const source = join(other, 'src/core/limits.ts');
  await writeFile(source, `${await readFile(source, 'utf8')}console.log('a change');\n`);
  await packageIn(other);
  const [before, after] = await Promise.all([one, other].map((clone) => readFile(join(clone, 'dist/connector.zip.sha256'), 'utf8')));
  assert.notEqual(before, after);
});

test('A bundle that grew beyond its budget is an error that says what is large', async (context) => {
  const clone = await cloneRepository(context);
  const random = [...crypto.getRandomValues(new Uint8Array(60_000))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  await writeFile(join(clone, 'src/core/limits.ts'), `${await readFile(join(clone, 'src/core/limits.ts'), 'utf8')}console.log('${random}');\n`);
  const { code, output } = await packageIn(clone);
  assert.equal(code, 1);
  assert.match(output, /12\d,\d{3} {2}src\/core\/limits\.ts/);
  assert.match(output, /It takes \d+ bytes, and may take 80000/);
});

test('A package whose licence asks for more than its text is not bundled', async (context) => {
  const clone = await cloneRepository(context);
  const limits = join(clone, 'scripts/package/limits.ts');
  await writeFile(limits, (await readFile(limits, 'utf8')).replace("'MIT', ", ''));
  const { code, output } = await packageIn(clone);
  assert.equal(code, 1);
  assert.match(output, /has the licence MIT, which is none of ISC/);
});

test('A bundle for one source holds no code of another, and needs no SOURCE', async (context) => {
  const clone = await cloneRepository(context);
  const sources = join(clone, 'src/sources');
  const second = (await readFile(join(sources, 'loans.ts'), 'utf8')).replace('export const loans', 'export const secondOfTwo').replaceAll('loan', 'tulip');
  await writeFile(join(sources, 'second.ts'), second);
  const list = (await readFile(join(sources, 'every-source.ts'), 'utf8'))
    .replace("import { loans }", "import { secondOfTwo } from './second.ts';\nimport { loans }")
    .replace(/= \{\s*loans/, "= { 'second-of-two': secondOfTwo, loans");
  await writeFile(join(sources, 'every-source.ts'), list);

  const sizes = async (args: readonly string[], variables: Readonly<Record<string, string>> = {}) => {
    const { code, output } = await packageIn(clone, args, variables);
    assert.equal(code, 0, output);
    const { sources: inside } = JSON.parse(await readFile(join(clone, 'dist/index.mjs.map'), 'utf8')) as { sources: string[] };
    return { output, inside: inside.filter((path) => path.includes('src/sources/')).map((path) => path.replace('../src/sources/', '')).sort() };
  };
  const all = await sizes([]);
  assert.ok(['every-source.ts', 'loans.ts', 'second.ts'].every((file) => all.inside.includes(file)), all.inside.join());
  const alone = await sizes(['--source', 'second-of-two']);
  assert.deepEqual(alone.inside, ['every-source.ts', 'second.ts', 'sources.ts']);
  assert.match(alone.output, /holds the source second-of-two alone/);
  assert.deepEqual((await sizes([], { SOURCE: 'loans' })).inside, ['every-source.ts', 'loans.ts', 'sources.ts']);

  const wrong = await packageIn(clone, ['--source', 'tulip']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.output, /^SOURCE: expected one of the sources second-of-two, loans.*, but 'tulip' was named/);
});
