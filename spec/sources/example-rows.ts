import type { Changes } from '../../src/core/page.ts';
import { changesOf } from '../../src/edge/changes-of.ts';
import type { Source } from '../../src/edge/source.ts';

/** What the example item of a stream brings to the tables. */
export function exampleRows({ catalog, endpoints }: Source, name: string): Changes {
  const stream = catalog.streams[name];
  const endpoint = endpoints[name];
  if (stream?.example === undefined || endpoint === undefined) throw new Error(`${catalog.source} has no stream ${name} with an example`);
  const { item, children = [] } = stream.example;
  const [changes = {}] = changesOf(catalog, stream, endpoint, [item], () => children);
  return changes;
}
