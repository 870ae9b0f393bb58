import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { zipSync } from 'fflate';

/** The oldest time that a zip can hold, so that the same code always makes the same file. */
const zipEpoch = new Date(1980, 0, 1);

/**
 * Writes `connector.zip` into a folder: one `index.mjs` that exports `handler`, ready for Lambda's nodejs24.x.
 * Resolves with the sizes in bytes.
 */
export async function packageConnector(folder: string): Promise<{ readonly zip: number; readonly code: number }> {
  const { outputFiles } = await build({
    entryPoints: ['src/hosts/lambda.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    // Lambda's runtime brings AWS's SDK itself.
    external: ['@aws-sdk/*'],
    legalComments: 'none',
  });
  const [code] = outputFiles;
  if (code === undefined) throw new Error('esbuild wrote no file');
  const zip = zipSync({ 'index.mjs': [code.contents, { level: 9, mtime: zipEpoch }] });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'connector.zip'), zip);
  return { zip: zip.length, code: code.contents.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { zip, code } = await packageConnector('dist');
  console.log(`dist/connector.zip: ${kilobytes(zip)}, of index.mjs: ${kilobytes(code)}`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
