import { printTable } from '../../src/cli/text-table.ts';
import { packageFolder, packageName } from './bundled-packages.ts';
import { zipBytesMax } from './limits.ts';
import type { PackageReport } from './package-connector.ts';

/** How many of the largest modules are named one by one. */
const modulesShown = 8;

/** Where the bytes of a bundle come from: by package and folder, then its largest modules. */
export function printSizes({ zip, code, modules, external }: Omit<PackageReport, 'packages' | 'sha256'>): string {
  const groups = [...Map.groupBy(modules, ({ path }) => groupOf(path))].map(([name, inside]) => ({
    name,
    modules: inside.length,
    bytes: inside.reduce((sum, { bytes }) => sum + bytes, 0),
  }));
  const columns = ['part of index.mjs', 'modules', 'bytes', 'share'].map((title, nth) => ({ title, side: nth === 0 ? 'left' : 'right' }) as const);
  const rows = largestFirst(groups).map(({ name, modules: count, bytes }) => [name, String(count), bytes.toLocaleString('en'), `${((100 * bytes) / code).toFixed(1)} %`]);
  const largest = largestFirst(modules).slice(0, modulesShown);
  return [
    printTable(columns, rows),
    'The largest modules:',
    ...largest.map(({ path, bytes }) => `  ${bytes.toLocaleString('en').padStart(7)}  ${path}`),
    ...(external.length === 0 ? [] : [`Not inside, since Lambda's runtime brings it: ${external.join(', ')}`]),
    `index.mjs ${kilobytes(code)}; connector.zip ${kilobytes(zip)} of at most ${kilobytes(zipBytesMax)}`,
  ].join('\n');
}

/** `zod`, or `src/core`. */
function groupOf(path: string): string {
  const folder = packageFolder(path);
  return folder === null ? path.split('/').slice(0, 2).join('/') : packageName(folder);
}

function largestFirst<Sized extends { readonly bytes: number }>(sized: readonly Sized[]): Sized[] {
  return [...sized].sort((one, other) => other.bytes - one.bytes);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
