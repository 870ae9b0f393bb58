import type { Catalog } from '../../src/core/catalog.ts';
import { rowsOf } from '../../src/core/cursor.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Ask, Page } from '../../src/core/page.ts';
import type { CountdownDeclaration } from '../../src/core/paging/countdown.ts';
import type { State, StreamState } from '../../src/core/state.ts';
import { printWant } from './print-want.ts';
import type { SmallWorlds } from './small-worlds.ts';
import type { Judged, Subject } from './subject.ts';
import { firstInstant, thingsOptions } from './things.ts';

/** A kind of list beside the windows that are counted down, small enough that all its worlds can be gone through. */
export type SmallList = {
  readonly name: string;
  readonly catalog: Catalog;
  readonly pagesAhead: number;
  /** How many syncs are read, one after the other. */
  readonly syncs: number;
  /** How the list may stand in the beginning. */
  readonly sources: readonly Rows[];
  readonly editsMax: number;
  /** What anybody may do to it next. */
  readonly edits: (rows: Rows) => readonly Edited[];
  readonly answer: (ask: Ask, rows: Rows) => Omit<Page, 'ask' | 'pastEnd' | 'date' | 'changes' | 'count'> & { readonly listed: readonly number[] };
  /** The rows that have to be delivered once a sync that began with `begun` is over. */
  readonly due: (rows: Rows, begun: Rows, things: StreamState) => readonly number[];
};

/** The stamp of each row; null where it was deleted. */
type Rows = readonly (number | null)[];

type Edited = { readonly words: string; readonly rows: Rows };

const pageSizeMax = 3;

const shared = { tables: ['things'], page: { number: 'page', size: 'size', sizeMax: 1_000 } } as const;

function catalogOf(things: Catalog['streams'][string]): Catalog {
  return { source: 'things', tables: { things: { primary_key: ['id'] } }, streams: { things } };
}

const firstStamp = firstInstant - 60_000;
const changedStamp = firstInstant - 1_000;

/** A walk over up to five rows in up to three groups of equal stamps, of which any two may change or be deleted. */
const walk: SmallList = {
  name: 'walked, up to 5 rows in up to 3 groups of equal stamps, up to 2 edits',
  catalog: catalogOf({ ...shared, strategy: { name: 'walked' }, window: { from: 'since', format: 'iso', grainMs: 1_000 }, paths: { items: ['items'], stamp: ['stamp'] } }),
  pagesAhead: 0,
  syncs: 1,
  sources: [0, 1, 2, 3, 4, 5].flatMap((count) => groupings(count, 3).map((groups) => groups.map((group) => firstStamp + 1_000 * group))),
  editsMax: 2,
  edits: (rows) =>
    rows.flatMap((stamp, row) => {
      if (stamp === null || stamp === changedStamp) return [];
      return [
        { words: `change row ${row + 1}`, rows: rows.with(row, changedStamp) },
        { words: `delete row ${row + 1}`, rows: rows.with(row, null) },
      ];
    }),
  answer: (ask, rows) => {
    if (ask.strategy !== 'walked') throw new Error('only a walk is asked for');
    const { since, page } = ask.want;
    const changed = [...rows.keys()].filter((row) => (rows[row] ?? Number.NEGATIVE_INFINITY) >= (since ?? 0));
    const listed = changed.sort((one, other) => (rows[one] ?? 0) - (rows[other] ?? 0)).slice((page - 1) * ask.pageSize, page * ask.pageSize);
    const stamps = listed.map((row) => rows[row] as Instant);
    const [earliest, last] = [stamps[0], stamps.at(-1)];
    return { listed, total: null, ...(earliest === undefined || last === undefined ? {} : { stamps: { earliest, last, ordered: true } }) };
  },
  due: (rows) => [...rows.keys()].filter((row) => rows[row] !== null && rows[row] !== changedStamp),
};

/** Up to four rows, to which three are appended while two syncs read them. */
function appended(total: CountdownDeclaration['total'], pagesAhead: number): SmallList {
  return {
    name: `appended, total ${total}, ${pagesAhead} pages ahead in every order, up to 4 rows and 3 more in two syncs`,
    catalog: catalogOf({ ...shared, strategy: { name: 'countdown', total }, list: 'appended', paths: { items: ['items'], total: ['total'] } }),
    pagesAhead,
    syncs: 2,
    sources: [0, 1, 2, 3, 4].map((count) => Array.from({ length: count }, () => 0)),
    editsMax: 3,
    edits: (rows) => [{ words: `append row ${rows.length + 1}`, rows: [...rows, 0] }],
    answer: (ask, rows) => {
      const number = 'page' in ask.want ? ask.want.page : 1;
      const listed = [...rows.keys()].slice((number - 1) * ask.pageSize, number * ask.pageSize);
      return { listed, total: total === 'none' ? null : rows.length };
    },
    // All that was there in the beginning, and whatever the cursor says was read.
    due: (_, begun, { cursor }) => Array.from({ length: Math.max(begun.length, rowsOf(cursor)) }, (_row, row) => row),
  };
}

/** Up to four rows of a whole list that are deleted, and others added at its end, while it is read. */
function whole(total: CountdownDeclaration['total']): SmallList {
  return {
    name: `whole, total ${total}, up to 4 rows, up to 3 deleted or added at the end`,
    catalog: catalogOf({ ...shared, strategy: { name: 'countdown', total }, list: 'whole', paths: { items: ['items'], total: ['total'] } }),
    pagesAhead: 3,
    syncs: 1,
    sources: [0, 1, 2, 3, 4].map((count) => Array.from({ length: count }, () => 0)),
    editsMax: 3,
    edits: (rows) => [
      { words: `add row ${rows.length + 1}`, rows: [...rows, 0] },
      ...rows.flatMap((stamp, row) => (stamp === null ? [] : [{ words: `delete row ${row + 1}`, rows: rows.with(row, null) }])),
    ],
    answer: (ask, rows) => {
      const number = 'page' in ask.want ? ask.want.page : 1;
      const alive = [...rows.keys()].filter((row) => rows[row] !== null);
      return { listed: alive.slice((number - 1) * ask.pageSize, number * ask.pageSize), total: total === 'none' ? null : alive.length };
    },
    due: (rows, begun) => [...begun.keys()].filter((row) => rows[row] !== null),
  };
}

/** Every list that is gone through. */
export const smallLists: readonly SmallList[] = [walk, appended('exact', 3), appended('apart', 0), appended('none', 0), whole('exact'), whole('none')];

/** Goes through every small world of a list, completely. */
export function exploreSmallLists(subject: Subject, list: SmallList): SmallWorlds {
  let worlds = 0;
  let situations = 0;
  for (const rows of list.sources) {
    for (let pageSize = 1; pageSize <= pageSizeMax; pageSize += 1) {
      const explorer = new Explorer(subject, list, pageSize);
      const outcome = explorer.begin(rows);
      worlds += outcome.worlds;
      situations += explorer.situations;
      if (outcome.lost !== null) return { worlds, situations, lost: [`${rows.length} rows in pages of ${pageSize}`, ...outcome.lost] };
    }
  }
  return { worlds, situations, lost: null };
}

type Outcome = { readonly worlds: number; readonly lost: readonly string[] | null };

/** Where a world stands between two plans. */
type Situation = { readonly state: State; readonly rows: Rows; readonly begun: Rows; readonly delivered: number; readonly editsLeft: number; readonly syncsLeft: number };

class Explorer {
  readonly #rules: Judged;
  readonly #list: SmallList;
  readonly #outcomes = new Map<string, Outcome | null>();

  constructor(subject: Subject, list: SmallList, pageSize: number) {
    this.#list = list;
    this.#rules = subject(list.catalog, { ...thingsOptions, streams: ['things'], pageSize, pagesAhead: list.pagesAhead });
  }

  get situations(): number {
    return this.#outcomes.size;
  }

  begin(rows: Rows): Outcome {
    const { state } = this.#rules.plan({ streams: {} }, firstInstant);
    return this.#choose({ state, rows, begun: rows, delivered: 0, editsLeft: this.#list.editsMax, syncsLeft: this.#list.syncs - 1 });
  }

  /** Before each plan the page size stays, or becomes any smaller one; a sync that is over is judged. */
  #choose(situation: Situation): Outcome {
    const things = situation.state.streams['things'];
    if (things?.phase !== 'paging') return this.#over(situation, things ?? { phase: 'idle', cursor: null });
    return this.#once(`plan ${JSON.stringify(situation)}`, () => {
      const sizes = Array.from({ length: things.pageSize }, (_, nth) => things.pageSize - nth);
      return each(sizes, (size) => {
        const smaller = size === things.pageSize ? situation.state : this.#rules.shrink(situation.state, 'things', size);
        const { state, asks } = this.#rules.plan(smaller, firstInstant);
        const words = size === things.pageSize ? [] : [`pages of ${size} from here on`];
        return after(words, this.#read({ ...situation, state }, asks, asks.map(() => null)));
      });
    });
  }

  #over(situation: Situation, things: StreamState): Outcome {
    const { rows, begun, delivered, syncsLeft } = situation;
    const missing = this.#list.due(rows, begun, things).filter((row) => (delivered & (2 ** row)) === 0);
    if (missing.length > 0) return { worlds: 1, lost: [`the sync ends without row ${missing.map((row) => row + 1).join(', ')}`] };
    if (syncsLeft === 0) return { worlds: 1, lost: null };
    const { state } = this.#rules.plan(situation.state, firstInstant);
    return after(['the next sync'], this.#choose({ ...situation, state, begun: rows, syncsLeft: syncsLeft - 1 }));
  }

  /** Anything may happen to the list at any moment, and any of the pages in flight may be answered next. */
  #read(situation: Situation, asks: readonly Ask[], pages: readonly (Page | null)[]): Outcome {
    if (pages.every((page) => page !== null)) return this.#fold(situation, pages);
    return this.#once(`read ${JSON.stringify([situation, pages])}`, () => {
      const { rows, editsLeft } = situation;
      const edited = each(editsLeft === 0 ? [] : this.#list.edits(rows), (edit) =>
        after([edit.words], this.#read({ ...situation, rows: edit.rows, editsLeft: editsLeft - 1 }, asks, pages)),
      );
      const unread = asks.flatMap((ask, place) => (pages[place] === null ? [{ ask, place }] : []));
      const answered = each(unread, ({ ask, place }) => after([`answer ${printWant(ask.want)} of ${ask.pageSize}`], this.#read(situation, asks, pages.with(place, this.#answer(ask, rows)))));
      return { worlds: edited.worlds + answered.worlds, lost: edited.lost ?? answered.lost };
    });
  }

  #answer(ask: Ask, rows: Rows): Page {
    const { listed, ...said } = this.#list.answer(ask, rows);
    const changes = listed.map((row) => ({ insert: { things: [{ id: String(row) }] } }));
    return { ask, count: listed.length, changes, pastEnd: false, date: null, ...said };
  }

  #fold(situation: Situation, pages: readonly Page[]): Outcome {
    let { state, delivered } = situation;
    for (const page of pages) {
      try {
        const response = this.#rules.step(state, page);
        for (const { id } of response.insert['things'] ?? []) delivered |= 2 ** Number(id);
        ({ state } = response);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return { worlds: 1, lost: [`the sync fails: ${error.message}`] };
      }
    }
    return this.#choose({ ...situation, state, delivered });
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
}

function each<T>(choices: readonly T[], follow: (choice: T) => Outcome): Outcome {
  let worlds = 0;
  let lost: Outcome['lost'] = null;
  for (const choice of choices) {
    const outcome = follow(choice);
    worlds += outcome.worlds;
    lost ??= outcome.lost;
  }
  return { worlds, lost };
}

function after(words: readonly string[], outcome: Outcome): Outcome {
  return outcome.lost === null || words.length === 0 ? outcome : { ...outcome, lost: [...words, ...outcome.lost] };
}

/** Every way in which rows, in order, fall into groups. */
function groupings(count: number, groupsMax: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return groupings(count - 1, groupsMax).flatMap((groups) => {
    const last = groups.at(-1) ?? -1;
    const next = last + 1 < groupsMax ? [last + 1] : [];
    return [...(last < 0 ? [] : [last]), ...next].map((group) => [...groups, group]);
  });
}
