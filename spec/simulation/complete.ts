import type { Catalog } from '../../src/core/catalog.ts';
import type { State } from '../../src/core/state.ts';
import type { Completeness, Complete } from './check-loss.ts';
import { placeOfToken, type ListWorld } from './list-world.ts';

/**
 * Keeps book of what each stream promises to have read. A window's cursor says so itself, and so does that of an appended
 * list; of a whole list it is what had been committed when it began to be read, from when it was read to its end
 * until its tables are marked again.
 */
export class Kept {
  readonly #begun: Map<string, number>;
  readonly #whole: Map<string, number>;

  constructor(begun: Iterable<readonly [string, number]> = [], whole: Iterable<readonly [string, number]> = []) {
    this.#begun = new Map(begun);
    this.#whole = new Map(whole);
  }

  copy(): Kept {
    return new Kept(this.#begun, this.#whole);
  }

  /** Notes that the state changed after so many edits. */
  note(catalog: Catalog, before: State, after: State, commits: number): void {
    for (const [name, { list }] of Object.entries(catalog.streams)) {
      if (list !== 'whole') continue;
      const [was, is] = [before.streams[name]?.phase, after.streams[name]?.phase];
      if (was !== 'paging' && is === 'paging') this.#begun.set(name, commits);
      const begun = this.#begun.get(name);
      if (was === 'paging' && is === 'idle' && begun !== undefined) this.#whole.set(name, begun);
    }
  }

  /** Notes that all rows of some tables were marked as deleted. */
  mark(catalog: Catalog, tables: readonly string[]): void {
    for (const [name, stream] of Object.entries(catalog.streams)) {
      if (stream.tables.some((table) => tables.includes(table))) this.#whole.delete(name);
    }
  }

  /** What the streams promise in a state. One that may lose rows, as its source accepts, promises nothing. */
  completeness(world: ListWorld, { streams }: State): Completeness {
    const entries = Object.entries(world.catalog.streams).map(([name, { accepts, list }]): [string, Complete] => {
      const cursor = streams[name]?.cursor ?? null;
      if (accepts === 'loss') return [name, null];
      if (list === 'whole') {
        const commits = this.#whole.get(name);
        return [name, commits === undefined ? null : { commits }];
      }
      if (cursor === null || typeof cursor === 'number') return [name, cursor === null ? null : { until: cursor }];
      if ('rows' in cursor) return [name, { places: cursor.rows }];
      if ('token' in cursor) return [name, { places: placeOfToken(cursor.token) }];
      return [name, { places: world.listedEver(name).filter(({ id }) => id <= cursor.key).length }];
    });
    return Object.fromEntries(entries);
  }
}
