import type { BundledPackage } from './bundled-packages.ts';

/** The licences of the packages inside a bundle, as one text. */
export function printLicences(packages: readonly BundledPackage[]): string {
  const head = packages.length === 0 ? 'index.mjs holds no code of others.' : 'index.mjs holds code of the following packages.';
  const parts = packages.map(({ name, version, licence, licenceText }) => `${line}\n${name} ${version} (${licence})\n${line}\n\n${licenceText}`);
  return `${[head, ...parts].join('\n\n')}\n`;
}

const line = '-'.repeat(80);
