import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Bundle } from './bundle-handler.ts';
import { licencesAllowed } from './limits.ts';
import { root } from './root.ts';

/** A package of which the bundle holds code. */
export type BundledPackage = {
  readonly name: string;
  readonly version: string;
  /** By its SPDX name. */
  readonly licence: string;
  /** The text of its licence file, and of its notice where it has one. */
  readonly licenceText: string;
  /** Of the code. */
  readonly bytes: number;
  readonly modules: number;
  /** The names of the packages inside that it imports, sorted. */
  readonly imports: readonly string[];
};

/**
 * The packages of which a bundle holds code, by name. Rejects where one has no licence file, or a licence that asks for more
 * than its text beside the code.
 */
export async function bundledPackages({ modules }: Pick<Bundle, 'modules'>): Promise<BundledPackage[]> {
  const byFolder = Map.groupBy(modules, ({ path }) => packageFolder(path));
  const packages: BundledPackage[] = [];
  for (const [folder, inside] of byFolder) {
    if (folder === null) continue;
    const described = await describePackage(folder);
    const imports = inside.flatMap((module) => module.imports.map(packageFolder)).filter((other) => other !== null && other !== folder && byFolder.has(other));
    packages.push({
      ...described,
      bytes: inside.reduce((sum, { bytes }) => sum + bytes, 0),
      modules: inside.length,
      imports: [...new Set(imports.map((other) => packageName(other ?? '')))].sort(),
    });
  }
  return packages.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The folder of the package that a file belongs to; null for a file of our own. */
export function packageFolder(path: string): string | null {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? null;
}

/** The name of the package in that folder. */
export function packageName(folder: string): string {
  return folder.replace(/^.*node_modules\//, '');
}

async function describePackage(folder: string): Promise<Pick<BundledPackage, 'name' | 'version' | 'licence' | 'licenceText'>> {
  const { name, version, license } = manifest.parse(JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')));
  if (!licencesAllowed.includes(license)) {
    throw new Error(`${name} has the licence ${license}, which is none of ${licencesAllowed.join(', ')}: leave it out, or see what the licence asks for and allow it`);
  }
  return { name, version, licence: license, licenceText: await readLicence(folder, name) };
}

const manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });

async function readLicence(folder: string, name: string): Promise<string> {
  const files = (await readdir(join(root, folder))).sort();
  const licences = files.filter((file) => /^(?:licen[cs]e|copying)(?:[.-].*)?$/i.test(file));
  if (licences.length === 0) throw new Error(`${name} has no licence file, so it can't be passed on`);
  const notices = files.filter((file) => /^notice(?:\..*)?$/i.test(file));
  const texts = await Promise.all([...licences, ...notices].map((file) => readFile(join(root, folder, file), 'utf8')));
  return texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}
