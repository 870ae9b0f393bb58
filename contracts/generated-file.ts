import { readFile, writeFile } from 'node:fs/promises';

/** A file that is made by code and kept in the repository, so that a change of it shows. */
export type GeneratedFile = {
  /** Path from the root. */
  readonly path: string;
  readonly text: string;
};

/** Those of the files that are not kept as they are generated, by path. */
export async function staleFiles(files: readonly GeneratedFile[]): Promise<readonly string[]> {
  const kept = await Promise.all(files.map(async ({ path }) => readIfThere(path)));
  return files.filter(({ text }, nth) => kept[nth] !== text).map(({ path }) => path);
}

/** Writes those that are not kept as they are generated, and names them. */
export async function writeStaleFiles(files: readonly GeneratedFile[]): Promise<readonly string[]> {
  const stale = await staleFiles(files);
  await Promise.all(files.filter(({ path }) => stale.includes(path)).map(({ path, text }) => writeFile(path, text)));
  return stale;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
