import type { Edit } from './edit.ts';
import type { Manner } from './list-world.ts';

/**
 * A source and what happens to it and to the calls that read it, as plain data. Once the turns are used up nothing
 * happens any more: the sync under way is brought to its end, and another follows at rest.
 */
export type Scenario = {
  /** Which of the catalogs on trial, counted modulo their number. */
  readonly catalog: number;
  readonly manner: Manner;
  /** How old each thing is when the story begins, in milliseconds. */
  readonly ages: readonly number[];
  /** How old a thing may be to be asked for in the first sync; null asks from the beginning of time. */
  readonly startAgeMs: number | null;
  readonly pageSize: number;
  readonly pagesAhead: number;
  /** The local clock less the source's. */
  readonly skewMs: number;
  readonly turns: readonly Turn[];
};

/** One round of a call: one plan, and the pages read for it. */
export type Turn = {
  /** What happens before the page with that place in the plan is read. */
  readonly before: readonly (readonly Edit[])[];
  /** What happens between the source's own queries for the first of the pages. */
  readonly within: readonly Edit[];
  /** In which order the pages in flight are answered, as a number that names a permutation. */
  readonly order: number;
  /** An earlier page of the call that comes again, counted backwards; null is none. */
  readonly again: number | null;
  /** Rows per page from here on, as a share of those now; null leaves it. */
  readonly shrink: number | null;
  /** How the call ends after this round; null goes on. */
  readonly end: CallEnd | null;
  /** What the operator changes after the call; null is nothing. */
  readonly change: Change | null;
};

/**
 * `answer`: it returns, and Fivetran stores it. `die`: it does not return. `twice`: Fivetran stores it twice.
 * `forget`: Fivetran stores the rows, then fails before it keeps the state.
 */
export type CallEnd = 'answer' | 'die' | 'twice' | 'forget';

export type Change = 'settings' | 'one stream' | 'all streams' | 'larger pages' | 'smaller pages' | 'reset' | 'clock ahead' | 'clock behind';

/** A round in which nothing happens. */
export const quietTurn: Turn = { before: [], within: [], order: 0, again: null, shrink: null, end: null, change: null };
