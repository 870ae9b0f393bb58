import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { root } from './root.ts';

const check = 'src/edge/check-source/check-source.ts';

/**
 * Leaves the check of sources out of the bundle, since importing the sources here made it: a handler that starts cold would
 * only repeat it (measured, as a multiple of an empty handler's start: 1.47 instead of 1.73). Rejects with `SETTINGS` for a source that has a mistake.
 */
export async function checkedSources(): Promise<Plugin> {
  await import(pathToFileURL(join(root, 'src/sources/every-source.ts')).href);
  return {
    name: 'checked-sources',
    setup: (esbuild) => {
      esbuild.onLoad({ filter: /[\\/]check-source\.ts$/ }, ({ path }) =>
        path === join(root, check) ? { contents: 'export function checkSource() {}', loader: 'ts' } : undefined,
      );
    },
  };
}
