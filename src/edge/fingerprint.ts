import type { Source } from './source.ts';

/**
 * W4: per stream a short text that changes with whatever shapes its list: where the API is and how it is asked, in
 * which order and by which names, but not with the page size, which the state keeps. A digest, so that the state shows
 * nothing of the settings themselves.
 */
export function fingerprints({ catalog, endpoints }: Pick<Source, 'catalog' | 'endpoints'>, baseUrl: URL): { readonly [stream: string]: string } {
  // Loaded here, since importing it takes a third of the handler's start; `fetch` loads it in any case.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return Object.fromEntries(
    Object.entries(catalog.streams).map(([name, { strategy, window, list, paths, page, deletes }]) => {
      // Pages that always have the same size are counted in it.
      const places = { ...page, sizeMax: page.size === undefined ? page.sizeMax : undefined };
      const { path, query } = endpoints[name] ?? {};
      return [
        name,
        createHash('sha256')
          .update(JSON.stringify([baseUrl.href, path, query, strategy, window, list, paths, places, deletes]))
          .digest('hex')
          .slice(0, 12),
      ];
    }),
  );
}
