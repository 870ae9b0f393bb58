import type { Catalog } from '../core/catalog.ts';

/**
 * W4: per stream a short text that changes with whatever shapes its list: where the API is, and how the catalog
 * says it is read. A digest, so that the state shows nothing of the settings themselves.
 */
export function fingerprints(catalog: Catalog, baseUrl: URL): { readonly [stream: string]: string } {
  // Loaded here, since importing it takes a third of the handler's start; `fetch` loads it in any case.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return Object.fromEntries(
    Object.entries(catalog.streams).map(([name, { strategy, window, paths }]) => [
      name,
      createHash('sha256')
        .update(JSON.stringify([baseUrl.href, strategy, window, paths]))
        .digest('hex')
        .slice(0, 12),
    ]),
  );
}
