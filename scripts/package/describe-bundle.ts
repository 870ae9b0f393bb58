import { createHash } from 'node:crypto';
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import type { BundledPackage } from './bundled-packages.ts';

/** The connector itself, as its package.json and its zip say. */
export type Product = { readonly name: string; readonly version: string; readonly licence: string; readonly zip: Uint8Array };

/**
 * What is inside a bundle, as a CycloneDX bill of materials in JSON: the packages of which it holds code, no others. It has no
 * time, and its serial number follows from the zip, so the same zip always has the same one.
 */
export function describeBundle(product: Product, packages: readonly BundledPackage[]): string {
  const bom = new Models.Bom({ serialNumber: `urn:uuid:${uuidFrom(sha256(product.zip))}` });
  const connector = new Models.Component(Enums.ComponentType.Application, product.name, {
    bomRef: `${product.name}@${product.version}`,
    version: product.version,
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], sha256(product.zip)]]),
    licenses: new Models.LicenseRepository([licences.makeDisjunctive(product.licence)]),
  });
  bom.metadata.component = connector;
  bom.metadata.lifecycles.add(new Models.NamedLifecycle('bundle', { description: 'Read from what the bundler put into index.mjs.' }));
  const components = new Map(packages.map((inside) => [inside.name, componentFor(inside)]));
  const imported = new Set(packages.flatMap(({ imports }) => imports));
  for (const { name, imports } of packages) {
    const component = components.get(name);
    if (component === undefined) continue;
    bom.components.add(component);
    // What another package brought along is that package's own.
    if (!imported.has(name)) connector.dependencies.add(component.bomRef);
    for (const other of imports) {
      const dependency = components.get(other);
      if (dependency !== undefined) component.dependencies.add(dependency.bomRef);
    }
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

const licences = new Contrib.License.Factories.LicenseFactory(() => undefined);

function componentFor({ name, version, licence, licenceText }: BundledPackage): Models.Component {
  const [plainName = name, scope] = name.split('/').reverse();
  const declared = licences.makeDisjunctive(licence);
  declared.text = new Models.Attachment(licenceText);
  // As package URLs write it, only the scope's @ has to be escaped.
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return new Models.Component(Enums.ComponentType.Library, plainName, {
    bomRef: purl,
    version,
    purl,
    scope: Enums.ComponentScope.Required,
    licenses: new Models.LicenseRepository([declared]),
    ...(scope === undefined ? {} : { group: scope }),
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A UUID of version 8, whose bits are the maker's own choice (RFC 9562). */
function uuidFrom(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
