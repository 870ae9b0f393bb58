import type { Catalog, Stream } from '../../src/core/catalog.ts';
import { floorInstant } from '../../src/core/instant.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { Ask, Changes, Page } from '../../src/core/page.ts';
import type { Window } from '../../src/core/window.ts';
import type { Edit } from './edit.ts';
import { listsOf, type Lists } from './lists.ts';

/** How a source behaves where its catalog leaves it free. */
export type Manner = {
  /** When a total that is counted apart is counted: before the page's rows are found, or after. */
  readonly counted: 'before' | 'after';
  /**
   * Whether the contents of a page are read in the statement that finds its rows, or later. Only where the total
   * is exact: the other ways of counting need pages that come from one statement.
   */
  readonly contents: 'at once' | 'later';
  /** Whether its answers carry its clock. */
  readonly dated: boolean;
};

export const plainManner: Manner = { counted: 'before', contents: 'at once', dated: true };

/** One thing of a list, as it is now. A deleted one is listed by its list's tombstones instead, if there are any. */
export type Thing = {
  readonly id: string;
  readonly list: string;
  readonly version: number;
  readonly stamp: number;
  readonly deleted: boolean;
};

/** The most by which the clock may stand behind the latest time it showed, in milliseconds. */
export const stepBackMsMax = 2_000;

/** The longest time from an edit's stamp to its commit. With a step back it stays within five seconds of settling. */
export const lateMsMax = 2_900;

/**
 * A source in memory with a clock of its own, built from nothing but a catalog: it serves each list in a strict and
 * lasting order, over half-open windows of its stamps, counted as the catalog declares. It remembers every version
 * that it ever had.
 */
export class ListWorld {
  readonly catalog: Catalog;
  readonly manner: Manner;
  readonly lists: Lists;
  /** In the order in which they are listed. */
  readonly things: Thing[] = [];
  /** The source's clock. */
  now: number;
  #latest: number;
  /** Every version that was ever committed. */
  readonly #versions = new Set<string>();
  #pending: { readonly leftMs: number; readonly thing: number | null; readonly commit: () => void }[] = [];

  constructor(catalog: Catalog, manner: Manner, now: number) {
    this.catalog = catalog;
    this.manner = manner;
    this.lists = listsOf(catalog);
    this.now = now;
    this.#latest = now;
  }

  /** Puts a thing in place as if it had been there all along. */
  seed(pick: number, stamp: number): void {
    this.#put(this.things.length, this.#newThing(pick), stamp);
  }

  /** Lets time pass, and what was pending be committed when its time has come. */
  pass(ms: number): void {
    this.now += ms;
    this.#latest = Math.max(this.#latest, this.now);
    const aged = this.#pending.map((edit) => ({ ...edit, leftMs: edit.leftMs - ms }));
    this.#pending = aged.filter(({ leftMs }) => leftMs > 0);
    for (const { leftMs, commit } of aged) if (leftMs <= 0) commit();
  }

  /** Every edit takes a millisecond of its own, so that no two have the same stamp unless the grain is coarse. */
  apply(edit: Edit): void {
    this.pass(1);
    switch (edit.kind) {
      case 'wait':
        this.pass(edit.ms);
        break;
      case 'step back':
        this.now = Math.max(this.#latest - stepBackMsMax, this.now - edit.ms);
        break;
      case 'add':
        this.#edit(null, edit.lateMs, this.#newThing(edit.pick));
        break;
      case 'change all':
        for (const place of this.#free(false)) {
          this.pass(1);
          this.#editAt(place, 'change', 0);
        }
        break;
      case 'change':
      case 'delete':
      case 'restore': {
        const free = this.#free(edit.kind === 'restore');
        const place = free[edit.pick % free.length];
        if (place !== undefined) this.#editAt(place, edit.kind, edit.lateMs);
      }
    }
  }

  /** Answers an ask; `within` happens between the source's own queries, where it needs more than one. */
  answer(ask: Ask, within: readonly Edit[] = []): Page {
    const stream = this.#stream(ask.stream);
    const editNow = (): void => {
      for (const edit of within) this.apply(edit);
    };
    const apart = totalOf(stream) === 'apart';
    const later = this.#readsLater(ask.stream);
    if (!later && !(apart && this.manner.counted === 'after')) {
      const before = this.rowsIn(ask.stream, ask.window);
      editNow();
      const found = this.rowsIn(ask.stream, ask.window);
      return this.#page(ask, stream, found, apart ? before.length : found.length);
    }
    const found = this.rowsIn(ask.stream, ask.window);
    editNow();
    const after = this.rowsIn(ask.stream, ask.window);
    return this.#page(ask, stream, found, later ? found.length : after.length);
  }

  /** The things that a stream lists in a window now, in its order. */
  rowsIn(stream: string, window: Pick<Window, 'from' | 'until'> | null): readonly Thing[] {
    const { list, removes } = this.#list(stream);
    return this.things.filter(
      (thing) =>
        thing.list === list &&
        thing.deleted === removes &&
        (window === null || ((window.from === null || thing.stamp >= window.from) && thing.stamp < window.until)),
    );
  }

  /** Whether there ever was that version of a thing. */
  had(id: Json | undefined, version: Json | undefined): boolean {
    return typeof id === 'string' && typeof version === 'number' && this.#versions.has(printVersion({ id, version }));
  }

  /** The columns of a thing's key in a table. */
  key(table: string, { id }: Pick<Thing, 'id'>): JsonObject {
    return Object.fromEntries((this.catalog.tables[table]?.primary_key ?? []).map((column) => [column, id]));
  }

  /** The thing that an item of a stream's list is about. */
  idOf(stream: string, { insert, delete: deleted }: Changes): string {
    const [table = ''] = this.#stream(stream).tables;
    const [column = ''] = this.catalog.tables[table]?.primary_key ?? [];
    const id = (insert ?? deleted)?.[table]?.[0]?.[column];
    return typeof id === 'string' ? id : '';
  }

  #page(ask: Ask, stream: Stream, found: readonly Thing[], rows: number): Page {
    const resultsMax = stream.window?.resultsMax ?? Number.POSITIVE_INFINITY;
    // Many APIs take a page below 1 for page 1.
    const first = (Math.max(1, 'page' in ask.want ? ask.want.page : 1) - 1) * ask.pageSize;
    const date = this.manner.dated ? floorInstant(this.now, 1_000) : null;
    if (first > 0 && first >= found.length && stream.page.pastEndStatus !== undefined) {
      return { ask, count: 0, changes: [], total: null, pastEnd: true, date };
    }
    const changes = found.slice(first, Math.min(first + ask.pageSize, resultsMax)).flatMap((thing) => this.#read(ask, thing));
    return {
      ask,
      count: changes.length,
      changes,
      total: totalOf(stream) === 'none' ? null : Math.min(rows, resultsMax),
      pastEnd: false,
      date,
    };
  }

  /** What the item of a thing brings to the tables; nothing where it left the list after its place was found. */
  #read({ stream }: Ask, found: Thing): Changes[] {
    const { removes } = this.#list(stream);
    const thing = this.#readsLater(stream) ? this.things.find(({ id }) => id === found.id) : found;
    if (thing?.deleted !== removes) return [];
    const rows = this.#stream(stream).tables.map((table): [string, JsonObject[]] => [
      table,
      [removes ? this.key(table, thing) : { ...this.key(table, thing), version: thing.version, note: `private to ${thing.id}` }],
    ]);
    return [removes ? { delete: Object.fromEntries(rows) } : { insert: Object.fromEntries(rows) }];
  }

  /** The places of the things that no edit still holds, deleted ones or the others. */
  #free(deleted: boolean): readonly number[] {
    const places = [...this.things.keys()].filter((place) => this.things[place]?.deleted === deleted);
    return places.filter((place) => this.#pending.every(({ thing }) => thing !== place));
  }

  #editAt(place: number, kind: 'change' | 'delete' | 'restore', lateMs: number): void {
    const thing = this.things[place];
    if (thing === undefined) return;
    const version = kind === 'delete' ? thing.version : thing.version + 1;
    this.#edit(place, lateMs, { ...thing, version, deleted: kind === 'delete' });
  }

  #readsLater(stream: string): boolean {
    return this.manner.contents === 'later' && totalOf(this.#stream(stream)) === 'exact';
  }

  #edit(place: number | null, lateMs: number, thing: Omit<Thing, 'stamp'>): void {
    const stamp = this.now;
    const commit = (): void => {
      this.#put(place ?? this.things.length, thing, stamp);
    };
    if (lateMs === 0) commit();
    else this.#pending.push({ leftMs: lateMs, thing: place, commit });
  }

  #put(place: number, thing: Omit<Thing, 'stamp'>, stamp: number): void {
    const grainMs = this.#stream(thing.list).window?.grainMs ?? 1;
    // A thing added late gets its id when it is committed, so that ids follow the order of the list.
    const id = this.things[place]?.id ?? `${thing.list}-${String(place + 1).padStart(4, '0')}`;
    this.things[place] = { ...thing, id, stamp: floorInstant(stamp, grainMs) };
    this.#versions.add(printVersion({ id, version: thing.version }));
  }

  #newThing(pick: number): Omit<Thing, 'stamp'> {
    const names = Object.entries(this.lists).flatMap(([stream, { removes }]) => (removes ? [] : [stream]));
    return { id: '', list: names[pick % names.length] ?? '', version: 1, deleted: false };
  }

  #list(stream: string): Lists[string] {
    const list = this.lists[stream];
    if (list === undefined) throw new Error(`the source has no list ${stream}`);
    return list;
  }

  #stream(name: string): Stream {
    const stream = this.catalog.streams[name];
    if (stream === undefined) throw new Error(`the catalog has no stream ${name}`);
    return stream;
  }
}

/** How the list is counted. */
function totalOf({ strategy }: Stream): 'exact' | 'apart' | 'none' {
  return strategy.name === 'countdown' ? strategy.total : 'none';
}

export function printVersion({ id, version }: Pick<Thing, 'id' | 'version'>): string {
  return `${id} version ${version}`;
}

