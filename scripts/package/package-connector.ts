import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { bundleHandler, type BundledModule } from './bundle-handler.ts';
import { bundledPackages, type BundledPackage } from './bundled-packages.ts';
import { describeBundle } from './describe-bundle.ts';
import { printLicences } from './print-licences.ts';
import { root } from './root.ts';
import { zipFiles } from './zip-files.ts';

/** What was written, with its sizes in bytes. */
export type PackageReport = {
  readonly zip: number;
  /** Of the zip, in hexadecimal. */
  readonly sha256: string;
  readonly code: number;
  readonly modules: readonly BundledModule[];
  readonly packages: readonly BundledPackage[];
  /** What the code loads from Lambda's runtime. */
  readonly external: readonly string[];
};

/**
 * Writes into a folder `connector.zip`, ready for Lambda's nodejs24.x: `index.mjs`, which exports `handler`, and the licences of
 * all that is in it. Beside it its source map, its bill of materials, and its hash as `sha256sum -c` reads it. With `source`
 * the bundle holds that source alone. The same commit always makes the same files, byte for byte.
 */
export async function packageConnector(folder: string, { source }: { readonly source?: string } = {}): Promise<PackageReport> {
  const { code, sourceMap, modules, external } = await bundleHandler(source);
  const packages = await bundledPackages({ modules });
  const zip = zipFiles([
    ['index.mjs', code],
    ['LICENSE', await readFile(join(root, 'LICENSE'))],
    ['THIRD-PARTY-LICENSES', printLicences(packages)],
  ]);
  const { name, version, license } = manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const sha256 = createHash('sha256').update(zip).digest('hex');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'connector.zip'), zip);
  await writeFile(join(folder, 'connector.zip.sha256'), `${sha256}  connector.zip\n`);
  await writeFile(join(folder, 'connector.cdx.json'), describeBundle({ name, version, licence: license, zip }, packages));
  await writeFile(join(folder, 'index.mjs.map'), sourceMap);
  return { zip: zip.length, sha256, code: code.length, modules, packages, external };
}

const manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });
