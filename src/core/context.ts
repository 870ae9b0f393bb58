import type { Catalog, Stream, Table } from './catalog.ts';
import { Failure } from './failure.ts';
import type { Options } from './options.ts';
import type { Schema } from './response.ts';
import type { StreamOf, StrategyName } from './paging/strategies.ts';
import type { State } from './state.ts';

/** What the rules are applied to: a source and what the connection chose about it. */
export type Context = { readonly catalog: Catalog; readonly options: Options };

export function streamOf({ catalog }: Context, name: string): Stream {
  return streamIn(catalog, name);
}

/** A stream of the catalog. Throws `BUG` for a name that it does not have. */
export function streamIn(catalog: Catalog, name: string): Stream {
  const stream = catalog.streams[name];
  if (stream !== undefined) return stream;
  throw new Failure('BUG', {
    at: `source ${catalog.source}`,
    expected: `one of its streams ${Object.keys(catalog.streams).join(', ')}`,
    came: `'${name}' was asked for`,
    action: 'Please report it.',
  });
}

/** A stream that is known to be read by a strategy. Throws `BUG` where it is not. */
export function isReadBy<N extends StrategyName>(stream: Stream, strategy: N): StreamOf<N> {
  if (stream.strategy.name === strategy) return stream as StreamOf<N>;
  throw new Failure('BUG', {
    at: `a stream read by ${stream.strategy.name}`,
    expected: 'its own rules',
    came: `those of ${strategy} were applied`,
    action: 'Please report it.',
  });
}

/** A table of the catalog. Throws `BUG` for a name that it does not have. */
export function tableOf(catalog: Catalog, name: string): Table {
  const table = Object.hasOwn(catalog.tables, name) ? catalog.tables[name] : undefined;
  if (table !== undefined) return table;
  throw new Failure('BUG', {
    at: `source ${catalog.source}`,
    expected: 'rows of the tables it declares',
    came: `rows of ${name} came`,
    action: 'Declare the table in the source, or correct the name in its rows.',
  });
}

/** The chosen streams, in the order in which a sync reads them. */
export function chosenStreams({ catalog, options }: Context): readonly string[] {
  return Object.keys(catalog.streams).filter((name) => options.streams.includes(name));
}

/** T4: whether a chosen stream still has work in this sync. Read from the state alone. */
export function hasMore(context: Context, state: State): boolean {
  return chosenStreams(context).some((name) => {
    const phase = state.streams[name]?.phase;
    return phase === 'due' || phase === 'paging';
  });
}

/** R2, W5: the keys of every table that the chosen streams fill. */
export function schemaOf(context: Context): Schema {
  const tables = chosenStreams(context).flatMap((name) => streamOf(context, name).tables);
  return Object.fromEntries(
    [...new Set(tables)].map((table) => [table, { primary_key: tableOf(context.catalog, table).primary_key }]),
  );
}
