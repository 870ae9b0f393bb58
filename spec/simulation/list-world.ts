import type { Catalog, Stream } from '../../src/core/catalog.ts';
import { floorInstant, type Instant } from '../../src/core/instant.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { Ask, AskOf, Changes, Page } from '../../src/core/page.ts';
import type { Window } from '../../src/core/window.ts';
import { changesOf } from '../../src/edge/changes-of.ts';
import type { Edit } from './edit.ts';
import { listsOf, type Lists } from './lists.ts';

/** How a source behaves where its catalog leaves it free. */
export type Manner = {
  /** When a total that is counted apart is counted: before the page's rows are found, or after. */
  readonly counted: 'before' | 'after';
  /**
   * Whether the contents of a page are read in the statement that finds its rows, or later. Only where the total
   * is exact: the other ways of counting need pages that come from one statement. By keys, a page is then short.
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
  /** When it was last deleted; stays where it came back. Null where it never was. */
  readonly deletedAt: number | null;
  /** How many edits had been committed when this one was. */
  readonly commit: number;
};

/** The most by which the clock may stand behind the latest time it showed, in milliseconds. */
export const stepBackMsMax = 2_000;

/** The longest time from an edit's stamp to its commit. With a step back it stays within five seconds of settling. */
export const lateMsMax = 2_900;

/** Tokens expire when so much time passes at once, and so many times in a story. */
const tokensExpireMs = 8_000;
const expiriesMax = 3;

/**
 * A source in memory with a clock of its own, built from nothing but a catalog: it answers every list as an API does that
 * keeps what the catalog declares. It remembers every version that it ever had.
 */
export class ListWorld {
  readonly catalog: Catalog;
  readonly manner: Manner;
  readonly lists: Lists;
  /** In the order in which they came to be. */
  readonly things: Thing[] = [];
  /** The source's clock. */
  now: number;
  /** Edits committed until now. */
  commits = 0;
  #latest: number;
  /** How often all tokens expired. */
  #expiries = 0;
  /** The place that each session has come to. */
  readonly #sessions: number[] = [];
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
    if (ms >= tokensExpireMs && this.#expiries < expiriesMax) this.#expiries += 1;
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
        for (const place of this.#free('change')) {
          this.pass(1);
          this.#editAt(place, 'change', 0);
        }
        break;
      case 'change':
      case 'delete':
      case 'restore': {
        const free = this.#free(edit.kind);
        const place = free[edit.pick % free.length];
        if (place !== undefined) this.#editAt(place, edit.kind, edit.lateMs);
      }
    }
  }

  /** Answers an ask; `within` happens between the source's own queries, where it needs more than one. */
  answer(ask: Ask, within: readonly Edit[] = []): Page {
    const total = countOf(this.#stream(ask.stream));
    const editNow = (): void => {
      for (const edit of within) this.apply(edit);
    };
    const later = this.#readsLater(ask.stream);
    if (!later && !(total === 'apart' && this.manner.counted === 'after')) {
      const before = this.rowsIn(ask.stream, ask.window).length;
      editNow();
      return this.#page(ask, this.#find(ask), total === 'apart' ? before : this.rowsIn(ask.stream, ask.window).length);
    }
    const found = this.#find(ask);
    const rows = this.rowsIn(ask.stream, ask.window).length;
    editNow();
    return this.#page(ask, found, later ? rows : this.rowsIn(ask.stream, ask.window).length);
  }

  /** The things that a stream lists in a window now, or in all, in its order. */
  rowsIn(stream: string, window: Pick<Window, 'from' | 'until'> | null): readonly Thing[] {
    return this.#listed(stream).filter((thing) => this.#isIn(stream, window, thing)).sort(this.#order(stream));
  }

  /** All things that were ever in a stream's list, in the order in which they came to be. */
  listedEver(stream: string): readonly Thing[] {
    return this.#listed(stream);
  }

  /** Some APIs leave out rows after they found them, so that a page in the middle of a list is short. */
  keysPerPage(pageSize: number): number {
    return this.manner.contents === 'later' ? Math.ceil(pageSize / 2) : pageSize;
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
    const id = (insert?.[table] ?? deleted?.[table])?.[0]?.[column];
    return typeof id === 'string' ? id : '';
  }

  /** What an ask finds: the things of its page, and what the API says beside them. */
  #find(ask: Ask): Found {
    const stream = this.#stream(ask.stream);
    const resultsMax = stream.window?.resultsMax ?? Number.POSITIVE_INFINITY;
    switch (ask.strategy) {
      case 'countdown':
      case 'plain':
      case 'walked': {
        const window = ask.strategy === 'walked' ? { from: ask.want.since, until: Number.POSITIVE_INFINITY as Instant } : ask.window;
        const rows = this.rowsIn(ask.stream, window);
        // Many APIs take a page below 1 for page 1.
        const first = (Math.max(1, ask.want.page) - 1) * ask.pageSize;
        const pastEnd = first > 0 && first >= rows.length && stream.page.pastEndStatus !== undefined;
        return { things: rows.slice(first, Math.min(first + ask.pageSize, resultsMax)), pastEnd };
      }
      case 'keyset': {
        const { after } = ask.want;
        const things = this.rowsIn(ask.stream, ask.window).filter(({ id }) => after === null || id > after).slice(0, this.keysPerPage(ask.pageSize));
        const last = things.at(-1);
        return last === undefined ? { things } : { things, lastKey: last.id };
      }
      case 'token':
        return this.#findByToken(ask, stream);
    }
  }

  #findByToken(ask: AskOf<'token'>, { strategy }: Stream): Found {
    const ends = strategy.name === 'token' ? strategy.ends : 'fresh';
    const { token } = ask.want;
    if (ends === 'session') {
      const session = token === null ? this.#sessions.push(0) - 1 : Number(token);
      const from = this.#sessions[session] ?? 0;
      const places = [...this.#listed(ask.stream).entries()].filter(([place, thing]) => place >= from && this.#isIn(ask.stream, ask.window, thing)).slice(0, ask.pageSize);
      this.#sessions[session] = (places.at(-1)?.[0] ?? from - 1) + 1;
      return { things: places.map(([, thing]) => thing), token: String(session) };
    }
    const expires = strategy.name === 'token' && strategy.expiredStatus !== undefined;
    const began = expires && token !== null ? Number(token.split('.')[0]) : this.#expiries;
    if (began < this.#expiries) return { things: [], expired: true };
    const listed = this.#listed(ask.stream);
    const from = token === null ? 0 : placeOfToken(token);
    // The API turns its pages first and then leaves out what is not in the window, so that a page may be empty.
    const things = listed.slice(from, from + ask.pageSize).filter((thing) => this.#isIn(ask.stream, ask.window, thing));
    const next = Math.min(from + ask.pageSize, listed.length);
    const text = expires ? `${this.#expiries}.${next}` : tokenOfPlace(next);
    return ends === 'fresh' && next === listed.length ? { things } : { things, token: text };
  }

  #page(ask: Ask, { things, pastEnd = false, ...said }: Found, rows: number): Page {
    const stream = this.#stream(ask.stream);
    const date = this.manner.dated ? floorInstant(this.now, 1_000) : null;
    if (pastEnd) return { ask, count: 0, changes: [], total: null, pastEnd, date };
    const items = things.flatMap((thing) => this.#read(ask, thing));
    const resultsMax = stream.window?.resultsMax ?? Number.POSITIVE_INFINITY;
    const total = countOf(stream) === 'none' ? null : Math.min(rows, resultsMax);
    const page = { ask, count: items.length, changes: items.map(({ changes }) => changes), total, pastEnd, date, ...said };
    const stamps = items.map(({ stamp }) => stamp as Instant);
    const [first, last] = [stamps[0], stamps.at(-1)];
    if (stream.paths.stamp === undefined || first === undefined || last === undefined) return page;
    const ordered = stamps.every((stamp, nth) => stamp >= (stamps[nth - 1] ?? first));
    return { ...page, stamps: { earliest: Math.min(...stamps) as Instant, last, ordered } };
  }

  /** What the item of a thing brings to the tables; nothing where it left the list after its place was found. */
  #read({ stream: name }: Ask, found: Thing): { changes: Changes; stamp: number }[] {
    const { removes } = this.#list(name);
    const stream = this.#stream(name);
    const thing = this.#readsLater(name) ? this.things.find(({ id }) => id === found.id) : found;
    if (thing === undefined || !this.#isListed(name, thing)) return [];
    const rows = stream.tables.map((table): [string, JsonObject[]] => [
      table,
      [removes ? this.key(table, thing) : { ...this.key(table, thing), version: thing.version, note: `private to ${thing.id}` }],
    ]);
    const stamp = this.#stampOf(name, thing);
    if (removes) return [{ changes: { delete: Object.fromEntries(rows) }, stamp }];
    const item = stream.deletes?.by === 'flag' && thing.deleted ? itemWith(stream.deletes.path, stream.deletes.value ?? true) : {};
    return changesOf(this.catalog, stream, { rows: () => ({ insert: Object.fromEntries(rows) }) }, [item], () => []).map((changes) => ({ changes, stamp }));
  }

  #listed(stream: string): readonly Thing[] {
    const { list } = this.#list(stream);
    return this.things.filter((thing) => thing.list === list);
  }

  #isListed(stream: string, { deleted, deletedAt }: Thing): boolean {
    const { removes, keeps } = this.#list(stream);
    if (removes) return keeps ? deletedAt !== null : deleted;
    return !deleted || this.#stream(stream).deletes?.by === 'flag';
  }

  #isIn(stream: string, window: Pick<Window, 'from' | 'until'> | null, thing: Thing): boolean {
    if (!this.#isListed(stream, thing)) return false;
    const stamp = this.#stampOf(stream, thing);
    return window === null || ((window.from === null || stamp >= window.from) && stamp < window.until);
  }

  #stampOf(stream: string, { stamp, deletedAt }: Thing): number {
    return this.#list(stream).keeps ? (deletedAt ?? stamp) : stamp;
  }

  /** The order of a list: of change where it is walked, newest first where it is plain, otherwise as things came to be. */
  #order(stream: string): (one: Thing, other: Thing) => number {
    const { name } = this.#stream(stream).strategy;
    if (name !== 'walked' && name !== 'plain') return () => 0;
    const sign = name === 'walked' ? 1 : -1;
    return (one, other) => sign * (this.#stampOf(stream, one) - this.#stampOf(stream, other));
  }

  /** The places of the things that no edit still holds, and that an edit of that kind may touch. */
  #free(kind: 'change' | 'delete' | 'restore'): readonly number[] {
    const places = [...this.things.keys()].filter((place) => this.things[place]?.deleted === (kind === 'restore'));
    const free = places.filter((place) => this.#pending.every(({ thing }) => thing !== place));
    return free.filter((place) => this.#allows(kind, this.things[place]?.list ?? '', free));
  }

  #allows(kind: 'change' | 'delete' | 'restore', list: string, free: readonly number[]): boolean {
    const stream = this.#stream(list);
    if (stream.list === 'appended') return false;
    // A row that comes back would enter in the middle of a list to which rows are only added at the end.
    if (kind === 'restore') return stream.list !== 'whole' || stream.strategy.name !== 'countdown';
    // A snapshot that had rows is never empty, since nobody can tell that from an API that hides them.
    return kind === 'change' || stream.deletes?.by !== 'snapshot' || free.filter((place) => this.things[place]?.list === list).length > 1;
  }

  #editAt(place: number, kind: 'change' | 'delete' | 'restore', lateMs: number): void {
    const thing = this.things[place];
    if (thing === undefined) return;
    const version = kind === 'delete' ? thing.version : thing.version + 1;
    const deletedAt = kind === 'delete' ? this.now : thing.deletedAt;
    this.#edit(place, lateMs, { ...thing, version, deleted: kind === 'delete', deletedAt });
  }

  #readsLater(stream: string): boolean {
    const { strategy, window } = this.#stream(stream);
    return this.manner.contents === 'later' && window !== undefined && strategy.name === 'countdown' && strategy.total === 'exact';
  }

  #edit(place: number | null, lateMs: number, thing: Omit<Thing, 'stamp' | 'commit'>): void {
    const stamp = this.now;
    const commit = (): void => {
      this.#put(place ?? this.things.length, thing, stamp);
    };
    if (lateMs === 0) commit();
    else this.#pending.push({ leftMs: lateMs, thing: place, commit });
  }

  #put(place: number, thing: Omit<Thing, 'stamp' | 'commit'>, stamp: number): void {
    const grainMs = this.#stream(thing.list).window?.grainMs ?? 1;
    // A thing added late gets its id when it is committed, so that ids follow the order of the list.
    const id = this.things[place]?.id ?? `${thing.list}-${String(place + 1).padStart(4, '0')}`;
    const deletedAt = thing.deletedAt === null ? null : floorInstant(thing.deletedAt, grainMs);
    this.commits += 1;
    this.things[place] = { ...thing, id, stamp: floorInstant(stamp, grainMs), deletedAt, commit: this.commits };
    this.#versions.add(printVersion({ id, version: thing.version }));
  }

  #newThing(pick: number): Omit<Thing, 'stamp' | 'commit'> {
    const names = Object.entries(this.lists).flatMap(([stream, { removes }]) => (removes ? [] : [stream]));
    return { id: '', list: names[pick % names.length] ?? '', version: 1, deleted: false, deletedAt: null };
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

/** What a page shows, and what its answer says beside the rows. */
type Found = Pick<Page, 'lastKey' | 'token' | 'expired'> & { readonly things: readonly Thing[]; readonly pastEnd?: boolean };

/** How the list is counted. */
function countOf({ strategy }: Stream): 'exact' | 'apart' | 'none' {
  return strategy.name === 'countdown' ? strategy.total : 'none';
}

/** The first two places have falsy tokens. */
function tokenOfPlace(place: number): string {
  return place === 0 ? '' : place === 1 ? '0' : `t${place}`;
}

/** The place that a token of the simulated source stands for. */
export function placeOfToken(token: string): number {
  return token === '' ? 0 : token === '0' ? 1 : Number(/\d+$/.exec(token)?.[0]);
}

function itemWith(path: readonly string[], value: Json): JsonObject {
  const [name = '', ...rest] = path;
  return { [name]: rest.length === 0 ? value : itemWith(rest, value) };
}

export function printVersion({ id, version }: Pick<Thing, 'id' | 'version'>): string {
  return `${id} version ${version}`;
}

