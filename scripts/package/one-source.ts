import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { sourceNamed } from '../../src/sources/sources.ts';
import { root } from './root.ts';

const listOfSources = 'src/sources/every-source.ts';

/**
 * Makes a bundle hold the named source alone: the list of all is replaced by one of a single source, so that nothing refers to
 * the others. Rejects with `SETTINGS` for a name that the list does not have.
 */
export async function oneSource(name: string): Promise<Plugin> {
  const { file, exported } = await findExport(sourceNamed(name));
  const list = join(root, listOfSources);
  const contents = [
    `import { ${exported} } from ${JSON.stringify(file)};`,
    `export const everySource = { ${JSON.stringify(name)}: ${exported} };`,
    `export const defaultSource = ${JSON.stringify(name)};`,
  ].join('\n');
  return {
    name: 'one-source',
    setup: (esbuild) => {
      esbuild.onLoad({ filter: /[\\/]every-source\.ts$/ }, ({ path }) => (path === list ? { contents, loader: 'ts', resolveDir: dirname(list) } : undefined));
    },
  };
}

/** Which of the list's own imports exports the source: its file may be called anything. */
async function findExport(source: unknown): Promise<{ readonly file: string; readonly exported: string }> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [listOfSources],
    write: false,
    bundle: true,
    packages: 'external',
    platform: 'node',
    metafile: true,
  });
  for (const { path, original } of metafile.inputs[listOfSources]?.imports ?? []) {
    const module = (await import(pathToFileURL(join(root, path)).href)) as Readonly<Record<string, unknown>>;
    const exported = Object.keys(module).find((key) => module[key] === source);
    if (exported !== undefined && original !== undefined) return { file: original, exported };
  }
  throw new Error(`${listOfSources} imports no module that exports this source under a name`);
}
