import type { Catalog, Stream } from '../../core/catalog.ts';
import type { Description } from './description.ts';

/** The catalog of a described source, for what can be said of it before it is a file. */
export function catalogOf(description: Description): Catalog {
  const { name, table, key, strategy, window, list, page, items, total, stamp, deletes, acceptsLoss, example } = description;
  const common = {
    tables: [table],
    strategy,
    page,
    paths: { items, ...(total === null ? {} : { total }), ...(stamp === null ? {} : { stamp }) },
    ...(deletes === null ? {} : { deletes }),
    ...(acceptsLoss ? { accepts: 'loss' as const } : {}),
    example: { item: example },
  };
  const stream: Stream = window === null ? { ...common, list: list ?? 'whole' } : { ...common, window };
  return { source: name, tables: { [table]: { primary_key: [key] } }, streams: { [table]: stream } };
}
