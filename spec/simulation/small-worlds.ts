import { Failure } from '../../src/core/failure.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Ask, Page } from '../../src/core/page.ts';
import type { State } from '../../src/core/state.ts';
import type { Judged, Subject } from './subject.ts';
import { firstInstant, thingsCatalog, thingsOptions } from './things.ts';

/** A kind of list, and how it is read. */
export type SmallKind = {
  readonly name: string;
  readonly total: 'exact' | 'apart' | 'none';
  /** How many pages are asked for behind the next one; they are answered in every order. */
  readonly ahead: number;
  /**
   * What lies between the source's own two queries for a page, where edits may fall too: first the count and then
   * the rows, the other way round, or first the rows' places and then their contents.
   */
  readonly queries: 'one' | 'count, rows' | 'rows, count' | 'places, contents';
  /** Whether a page past the end is an error without a total. */
  readonly pastEnd: boolean;
};

const plain = { ahead: 0, queries: 'one', pastEnd: false } as const;

export const smallKinds: readonly SmallKind[] = [
  { ...plain, name: 'exact, one page at a time', total: 'exact' },
  { ...plain, name: 'exact, pages ahead in every order', total: 'exact', ahead: 4 },
  { ...plain, name: 'exact, contents read after places', total: 'exact', queries: 'places, contents' },
  { ...plain, name: 'exact, pages ahead, an error past the end', total: 'exact', ahead: 4, pastEnd: true },
  { ...plain, name: 'apart, counted before', total: 'apart', queries: 'count, rows' },
  { ...plain, name: 'apart, counted after', total: 'apart', queries: 'rows, count' },
  { ...plain, name: 'apart, an error past the end', total: 'apart', queries: 'count, rows', pastEnd: true },
  { ...plain, name: 'none', total: 'none' },
];

export const smallRowsMax = 5;
export const smallPageSizeMax = 3;
export const smallEditsMax = 2;

/** What all worlds of a kind came to. */
export type SmallWorlds = {
  /** Every way in which edits, resizes and answers can follow each other is one world. */
  readonly worlds: number;
  /** How many different situations they pass through. */
  readonly situations: number;
  /** One of the worlds in which a row is lost, as the steps that lead to it; null where there is none. */
  readonly lost: readonly string[] | null;
};

/** Goes through every small world of a kind, completely. */
export function exploreSmallWorlds(subject: Subject, kind: SmallKind): SmallWorlds {
  let worlds = 0;
  let situations = 0;
  for (let rows = 0; rows <= smallRowsMax; rows += 1) {
    for (let pageSize = 1; pageSize <= smallPageSizeMax; pageSize += 1) {
      const explorer = new Explorer(subject, kind, pageSize);
      const outcome = explorer.from(rows);
      worlds += outcome.worlds;
      situations += explorer.situations;
      if (outcome.lost !== null) return { worlds, situations, lost: [`${rows} rows in pages of ${pageSize}`, ...outcome.lost] };
    }
  }
  return { worlds, situations, lost: null };
}

/** What follows from a situation: in how many worlds, and how a row is lost in one of them. */
type Outcome = { readonly worlds: number; readonly lost: readonly string[] | null };

/** The source: bit n of each number stands for row n. */
type Source = {
  /** In the window. */
  readonly present: number;
  /** Still in the list, though perhaps changed and out of the window. */
  readonly alive: number;
  readonly editsLeft: number;
};

/** A page in flight: not asked yet, between its two queries, or answered. */
type Read = { readonly first: number | null; readonly answer: Answered | null };

type Answered = { readonly rows: number; readonly total: number | null; readonly pastEnd: boolean };

/** One list, read by one subject; every situation is looked at once, and its outcome kept. */
class Explorer {
  readonly #rules: Judged;
  readonly #kind: SmallKind;
  readonly #outcomes = new Map<string, Outcome | null>();

  constructor(subject: Subject, kind: SmallKind, pageSize: number) {
    this.#kind = kind;
    this.#rules = subject(thingsCatalog(kind.total, undefined, kind.pastEnd ? { pastEndStatus: 404 } : {}), {
      ...thingsOptions,
      streams: ['things'],
      pageSize,
      pagesAhead: kind.ahead,
    });
  }

  get situations(): number {
    return this.#outcomes.size;
  }

  from(rows: number): Outcome {
    const all = 2 ** rows - 1;
    const { state } = this.#rules.plan({ streams: {} }, firstInstant);
    return this.#choosePageSize(state, 0, { present: all, alive: all, editsLeft: smallEditsMax });
  }

  /** Before each plan the page size stays, or becomes any smaller one. */
  #choosePageSize(state: State, delivered: number, source: Source): Outcome {
    const things = state.streams['things'];
    if (things?.phase !== 'paging') {
      const missing = source.present & ~delivered;
      return { worlds: 1, lost: missing === 0 ? null : [`the sync ends without ${printRows(missing)}`] };
    }
    return this.#once(`${JSON.stringify(things)} ${delivered} ${printSource(source)}`, () => {
      const sizes = Array.from({ length: things.pageSize }, (_, nth) => things.pageSize - nth);
      return this.#each(sizes, (size) => {
        const smaller = size === things.pageSize ? state : this.#rules.shrink(state, 'things', size);
        const planned = this.#rules.plan(smaller, firstInstant);
        const reads = planned.asks.map((): Read => ({ first: null, answer: null }));
        const words = size === things.pageSize ? [] : [`pages of ${size} from here on`];
        return after(words, this.#read(planned.state, delivered, source, planned.asks, reads));
      });
    });
  }

  /** Between two queries any row may change or be deleted, and any of the pages in flight may be answered. */
  #read(state: State, delivered: number, source: Source, asks: readonly Ask[], reads: readonly Read[]): Outcome {
    if (reads.every(({ answer }) => answer !== null)) return this.#fold(state, delivered, source, asks, reads);
    return this.#once(`${JSON.stringify([state, reads])} ${delivered} ${printSource(source)}`, () => {
      const edits = source.editsLeft === 0 ? [] : rowsOf(source.present).flatMap((row) => [{ row, deleted: false }, { row, deleted: true }]);
      const edited = this.#each(edits, ({ row, deleted }) => {
        const bit = 2 ** row;
        const present = source.present & ~bit;
        // Only where contents are read later does it matter how a row left the window.
        const gone = deleted || this.#kind.queries !== 'places, contents';
        const next = { present, alive: gone ? source.alive & ~bit : source.alive, editsLeft: source.editsLeft - 1 };
        return after([`${deleted ? 'delete' : 'change'} row ${row + 1}`], this.#read(state, delivered, next, asks, reads));
      });
      const unread = asks.flatMap((ask, place) => (reads[place]?.answer === null ? [{ ask, place }] : []));
      const answered = this.#each(unread, ({ ask, place }) => {
        const read = this.#query(ask, reads[place]?.first ?? null, source);
        return after([`${read.answer === null ? 'begin' : 'answer'} page ${numberOf(ask)} of ${ask.pageSize}`], this.#read(state, delivered, source, asks, reads.with(place, read)));
      });
      return { worlds: edited.worlds + answered.worlds, lost: edited.lost ?? answered.lost };
    });
  }

  #query(ask: Ask, first: number | null, { present, alive }: Source): Read {
    const { queries, total, pastEnd } = this.#kind;
    if (queries !== 'one' && first === null) return { first: queries === 'count, rows' ? countOf(present) : present, answer: null };
    const listed = queries === 'places, contents' || queries === 'rows, count' ? (first ?? 0) : present;
    const places = rowsOf(listed).slice((numberOf(ask) - 1) * ask.pageSize, numberOf(ask) * ask.pageSize);
    if (pastEnd && numberOf(ask) > 1 && places.length === 0) return { first, answer: { rows: 0, total: null, pastEnd: true } };
    const contents = queries === 'places, contents' ? places.filter((row) => (alive & (2 ** row)) !== 0) : places;
    const counts = { one: countOf(present), 'count, rows': first ?? 0, 'rows, count': countOf(present), 'places, contents': countOf(listed) };
    const rows = contents.reduce((bits, row) => bits | (2 ** row), 0);
    return { first, answer: { rows, total: total === 'none' ? null : counts[queries], pastEnd: false } };
  }

  /** The pages go out in the order in which they were asked for. */
  #fold(state: State, delivered: number, source: Source, asks: readonly Ask[], reads: readonly Read[]): Outcome {
    let next = state;
    let bits = delivered;
    for (const [place, ask] of asks.entries()) {
      const answer = reads[place]?.answer ?? null;
      if (answer === null) continue;
      try {
        const response = this.#rules.step(next, pageOf(ask, answer));
        for (const { id } of response.insert['things'] ?? []) bits |= 2 ** Number(id);
        next = response.state;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        // The call fails, and its pages are asked for again.
        return after([error.message], this.#choosePageSize(state, delivered, source));
      }
    }
    return this.#choosePageSize(next, bits, source);
  }

  /** The outcome of a situation that may be come to in many ways. */
  #once(situation: string, explore: () => Outcome): Outcome {
    const known = this.#outcomes.get(situation);
    if (known === null) return { worlds: 1, lost: ['the sync is where it was before: it never ends'] };
    if (known !== undefined) return known;
    this.#outcomes.set(situation, null);
    const outcome = explore();
    this.#outcomes.set(situation, outcome);
    return outcome;
  }

  #each<T>(choices: readonly T[], follow: (choice: T) => Outcome): Outcome {
    let worlds = 0;
    let lost: Outcome['lost'] = null;
    for (const choice of choices) {
      const outcome = follow(choice);
      worlds += outcome.worlds;
      lost ??= outcome.lost;
    }
    return { worlds, lost };
  }
}

function numberOf({ want }: Ask): number {
  return 'page' in want ? want.page : 1;
}

function after(words: readonly string[], outcome: Outcome): Outcome {
  return outcome.lost === null || words.length === 0 ? outcome : { ...outcome, lost: [...words, ...outcome.lost] };
}

function pageOf(ask: Ask, { rows, total, pastEnd }: Answered): Page {
  const changes = rowsOf(rows).map((row): { insert: { things: JsonObject[] } } => ({ insert: { things: [{ id: String(row) }] } }));
  return { ask, count: changes.length, changes, total, pastEnd, date: null };
}

function rowsOf(bits: number): readonly number[] {
  return Array.from({ length: smallRowsMax }, (_, row) => row).filter((row) => (bits & (2 ** row)) !== 0);
}

function countOf(bits: number): number {
  return rowsOf(bits).length;
}

function printRows(bits: number): string {
  return `row ${rowsOf(bits).map((row) => row + 1).join(', ')}`;
}

function printSource({ present, alive, editsLeft }: Source): string {
  return `${present} ${alive} ${editsLeft}`;
}
