import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { unzipSync } from 'fflate';
import { packageConnector, type PackageReport } from '../../scripts/package/package-connector.ts';
import type { Handler } from '../../src/hosts/lambda.ts';
import { everySource } from '../../src/sources/every-source.ts';
import { localLoans, token } from '../end-to-end/local-loans.ts';

test("The bundle's handler answers as the source code does", async (context) => {
  const { files, importHandler } = await packaged(context);
  assert.deepEqual(Object.keys(files), ['index.mjs', 'LICENSE', 'THIRD-PARTY-LICENSES']);
  const handler = await importHandler();
  const { api, call } = await localLoans(context, { applications: 3 });
  const event = { state: {}, secrets: { baseUrl: api.url, apiToken: token }, customPayload: { start: '2020-01-01T00:00:00Z' } };
  const [bundled, source] = [await handler(event), await call(event)];
  assert.deepEqual(JSON.stringify({ ...bundled, state: {} }), JSON.stringify({ ...source, state: {} }));
  await assert.rejects(handler({}), { name: 'SETTINGS' });
});

for (const name of Object.keys(everySource)) {
  test(`The bundle for ${name} alone answers for it without SOURCE, and knows no other source`, async (context) => {
    const { files, importHandler } = await packaged(context, name);
    await assert.rejects((await importHandler())({ customPayload: { streams: 'none' } }), { name: 'SETTINGS', message: /^(secrets|customPayload)\./ });
    const code = textOf(files, 'index.mjs');
    assert.deepEqual(Object.keys(everySource).filter((known) => code.includes(JSON.stringify(known))), [name]);
  });
}

test('Sources are checked when the bundle is built, and not again when it starts', async (context) => {
  const { files } = await packaged(context);
  const mistakes = 'a strategy that misses no row where deletions are noticed by snapshot';
  assert.ok((await readFile('src/edge/check-source/check-deletes.ts', 'utf8')).includes(mistakes));
  assert.ok(!textOf(files, 'index.mjs').includes(mistakes));
});

test('The licence of every package inside is in the zip, and none of AWS', async (context) => {
  const { report, files } = await packaged(context);
  const names = report.packages.map(({ name }) => name);
  assert.deepEqual(names, ['p-limit', 'yocto-queue', 'zod']);
  assert.deepEqual(report.external, ['@aws-sdk/client-s3']);
  const licences = textOf(files, 'THIRD-PARTY-LICENSES');
  for (const { name, version } of report.packages) {
    const text = await readFile(join('node_modules', name, name === 'zod' ? 'LICENSE' : 'license'), 'utf8');
    assert.ok(licences.includes(`${name} ${version} (MIT)`), name);
    assert.ok(licences.includes(text.replaceAll('\r\n', '\n').trim()), name);
  }
  assert.equal(textOf(files, 'LICENSE'), await readFile('LICENSE', 'utf8'));
});

test('The bill of materials is valid CycloneDX, and lists what is inside, by whom it is needed', async (context) => {
  const { folder, report } = await packaged(context);
  const text = await readFile(join(folder, 'connector.cdx.json'), 'utf8');
  assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text), null);
  const bom = JSON.parse(text) as Bom;
  assert.deepEqual(
    bom.components.map(({ purl }) => purl),
    report.packages.map(({ name, version }) => `pkg:npm/${name}@${version}`),
  );
  assert.deepEqual(bom.metadata.component.hashes, [{ alg: 'SHA-256', content: report.sha256 }]);
  const needs = Object.fromEntries(bom.dependencies.map(({ ref, dependsOn = [] }) => [nameIn(ref), dependsOn.map(nameIn)]));
  assert.deepEqual(needs, { 'fivetran-function-connector': ['p-limit', 'zod'], 'p-limit': ['yocto-queue'], 'yocto-queue': [], zod: [] });
});

test('The hash beside the zip is what sha256sum reads, and the source map leads back to the sources', async (context) => {
  const { folder, files } = await packaged(context);
  const hash = createHash('sha256').update(await readFile(join(folder, 'connector.zip'))).digest('hex');
  assert.equal(await readFile(join(folder, 'connector.zip.sha256'), 'utf8'), `${hash}  connector.zip\n`);
  const map = JSON.parse(await readFile(join(folder, 'index.mjs.map'), 'utf8')) as { readonly sources: string[]; readonly sourcesContent: string[] };
  const nth = map.sources.indexOf('../src/core/step.ts');
  assert.equal(map.sourcesContent[nth], await readFile('src/core/step.ts', 'utf8'));
  assert.ok(!textOf(files, 'index.mjs').includes('sourceMappingURL'), 'the map is not deployed, so nothing should look for it');
});

test('The zip holds plain files that everybody may read, of one time', async (context) => {
  const { folder } = await packaged(context);
  const zip = await readFile(join(folder, 'connector.zip'));
  const entries = centralEntries(zip);
  assert.deepEqual(entries.map(({ name }) => name), ['index.mjs', 'LICENSE', 'THIRD-PARTY-LICENSES']);
  for (const { system, mode, date, time } of entries) {
    assert.deepEqual({ system, mode, date, time }, { system: 3, mode: 0o100644, date: (1 << 5) | 1, time: 0 });
  }
});

type Bom = {
  readonly metadata: { readonly component: { readonly hashes: unknown } };
  readonly components: readonly { readonly purl: string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
};

/** The handler of a zip that was written into a folder of its own, and what else is in both. */
type Packaged = {
  readonly folder: string;
  readonly report: PackageReport;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly importHandler: () => Promise<Handler>;
};

async function packaged(context: TestContext, source?: string): Promise<Packaged> {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  context.after(() => rm(folder, { recursive: true }));
  const report = await packageConnector(folder, source === undefined ? {} : { source });
  const files = unzipSync(await readFile(join(folder, 'connector.zip')));
  const importHandler = async (): Promise<Handler> => {
    await writeFile(join(folder, 'index.mjs'), files['index.mjs'] ?? '');
    const { handler } = (await import(pathToFileURL(join(folder, 'index.mjs')).href)) as { handler: Handler };
    return handler;
  };
  return { folder, report, files, importHandler };
}

function textOf(files: Readonly<Record<string, Uint8Array>>, name: string): string {
  return Buffer.from(files[name] ?? '').toString();
}

/** `pkg:npm/zod@4.6.7` is zod. */
function nameIn(ref: string): string {
  return ref.replace(/^pkg:npm\//, '').replace(/@[^@]*$/, '');
}

/** The entries of a zip's central directory (PKWARE's APPNOTE, 4.3.12): system 3 is Unix, dates count from 1980-01-01. */
function centralEntries(zip: Buffer) {
  const entries = [];
  for (let at = zip.readUInt32LE(zip.length - 6); zip.readUInt32LE(at) === 0x02014b50; ) {
    const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + name),
      system: zip.readUInt8(at + 5),
      mode: zip.readUInt32LE(at + 38) >>> 16,
      date: zip.readUInt16LE(at + 14),
      time: zip.readUInt16LE(at + 12),
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}
