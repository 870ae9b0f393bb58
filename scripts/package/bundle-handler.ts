import { build, type Metafile, type Plugin } from 'esbuild';
import { checkedSources } from './checked-sources.ts';
import { oneSource } from './one-source.ts';
import { root } from './root.ts';

/** The handler as one module, and what it is made of. */
export type Bundle = {
  readonly code: Uint8Array;
  readonly sourceMap: Uint8Array;
  /** Each file inside, by its path from the root of the repository, with its bytes of the code. */
  readonly modules: readonly BundledModule[];
  /** Packages that the code loads from outside, sorted. */
  readonly external: readonly string[];
};

export type BundledModule = { readonly path: string; readonly bytes: number; readonly imports: readonly string[] };

/**
 * Bundles the Lambda handler, with every source or with the named one alone. The same files give the same bytes, wherever
 * they are. Rejects with `SETTINGS` for a source that does not exist or has a mistake.
 */
export async function bundleHandler(source?: string): Promise<Bundle> {
  const plugins: Plugin[] = [await checkedSources(), ...(source === undefined ? [] : [await oneSource(source)])];
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/hosts/lambda.ts'],
    // Nothing is written here; the source map's paths are relative to it.
    outfile: 'dist/index.mjs',
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    sourcemap: 'external',
    metafile: true,
    // Lambda's runtime brings AWS's SDK itself.
    external: ['@aws-sdk/*'],
    // They stand in a file of their own, whole.
    legalComments: 'none',
    // A node_modules that is a link must not show in the paths where it leads to.
    preserveSymlinks: true,
    logLevel: 'silent',
    plugins,
  });
  const contentsOf = (ending: string): Uint8Array => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending));
    if (file === undefined) throw new Error(`esbuild wrote no ${ending}`);
    return file.contents;
  };
  return { code: contentsOf('.mjs'), sourceMap: contentsOf('.map'), ...partsOf(metafile) };
}

function partsOf({ inputs, outputs }: Metafile): Pick<Bundle, 'modules' | 'external'> {
  const output = outputs['dist/index.mjs'];
  if (output === undefined) throw new Error('esbuild described no dist/index.mjs');
  // A module of which nothing was used is named with no bytes.
  const used = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const modules = used.map(([path, { bytesInOutput }]) => ({
    path,
    bytes: bytesInOutput,
    imports: (inputs[path]?.imports ?? []).filter(({ external }) => external !== true).map((imported) => imported.path),
  }));
  const external = output.imports.filter((imported) => imported.external === true && !imported.path.startsWith('node:'));
  return { modules, external: [...new Set(external.map(({ path }) => path))].sort() };
}
