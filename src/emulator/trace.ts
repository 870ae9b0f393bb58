import type { Json } from '../core/json.ts';
import { stateInShort } from './state-in-short.ts';

/** A page that a call asked for; null where the list is not read by page numbers. */
export type TracedAsk = { readonly stream: string; readonly page: number | null };

/** What a call asked the source for, in order: pages of lists, and the number of all other requests, such as for children. */
export type TracedAsks = { readonly pages: readonly TracedAsk[]; readonly others: number };

export type TracedRows = { readonly inserted: number; readonly deleted: number };

/** One call of a sync, as plain data. */
export type TracedCall = {
  readonly nth: number;
  readonly stateIn: Json;
  readonly asks: TracedAsks;
  /** By the names of the source; a table without rows may be left out. */
  readonly rows: { readonly [table: string]: TracedRows };
  /** Of the answer; null where nobody measured. */
  readonly bytes: number | null;
  readonly milliseconds: number | null;
  readonly stateOut: Json;
  readonly hasMore: boolean;
};

/** A call that ended with an error instead of an answer. */
export type FailedCall = Pick<TracedCall, 'nth' | 'stateIn' | 'asks' | 'milliseconds'> & { readonly error: string };

/** Prints a sync as a text table, one line per call, while it runs. Pure: every function returns text. */
export type Trace = {
  /** The letters that stand for streams, and the names of the columns. */
  readonly head: () => string;
  readonly line: (call: TracedCall) => string;
  readonly failure: (call: FailedCall) => string;
};

/** The streams and tables that the calls may name; the widths follow from them, so that lines can be printed one by one. */
export type TracedNames = { readonly streams: readonly string[]; readonly tables: readonly string[] };

export function createTrace({ streams, tables }: TracedNames): Trace {
  const letters = new Map(streams.map((stream, nth) => [stream, letterOf(nth)]));
  const letter = (stream: string): string => letters.get(stream) ?? stream;
  const columns = columnsFor(letter, tables);
  const begin = columns.slice(0, columnsBeforeAnswer);
  return {
    head: () =>
      [
        ...[...letters].map(([stream, short]) => `${short} = ${stream}`),
        'asks: pages of each list, then +n other requests; a time: complete up to it; due: this sync has still to open it',
        layOut(columns.map((column) => ({ ...column, cell: column.title }))),
      ].join('\n'),
    line: (call) => layOut(columns.map((column) => ({ ...column, cell: column.cell(call) }))),
    failure: ({ error, ...call }) => {
      const asked = { ...call, rows: {}, bytes: null, stateOut: null, hasMore: false };
      const failed = { cell: `failed: ${error.split('\n', 1)[0] ?? ''}`, width: 0, side: 'left' } as const;
      return layOut([...begin.map((column) => ({ ...column, cell: column.cell(asked) })), failed]);
    },
  };
}

/** A whole sync as a text table. */
export function printTrace(names: TracedNames, calls: readonly TracedCall[]): string {
  const trace = createTrace(names);
  return [trace.head(), ...calls.map(trace.line)].join('\n');
}

type Column = {
  readonly title: string;
  readonly width: number;
  readonly side: 'left' | 'right';
  readonly cell: (call: TracedCall) => string;
};

/** Call, state in and asks are known before an answer is. */
const columnsBeforeAnswer = 3;

const stateWidth = 28;

/** Beyond this many tables they share one column. */
const tableColumnsMax = 4;

function columnsFor(letter: (stream: string) => string, tables: readonly string[]): Column[] {
  return [
    { title: 'call', width: 4, side: 'right', cell: ({ nth }) => String(nth) },
    { title: 'state in', width: stateWidth, side: 'left', cell: ({ stateIn }) => stateInShort(stateIn, letter) },
    { title: 'asks', width: 12, side: 'left', cell: ({ asks }) => printAsks(asks, letter) },
    ...(tables.length > tableColumnsMax ? [sharedColumn] : tables.map(tableColumn)),
    { title: 'bytes', width: 9, side: 'right', cell: ({ bytes }) => printCount(bytes) },
    { title: 'ms', width: 6, side: 'right', cell: ({ milliseconds }) => printCount(milliseconds) },
    { title: 'state out', width: stateWidth, side: 'left', cell: ({ stateOut }) => stateInShort(stateOut, letter) },
    { title: 'hasMore', width: 7, side: 'left', cell: ({ hasMore }) => String(hasMore) },
  ];
}

const sharedColumn: Column = {
  title: 'rows',
  width: 40,
  side: 'left',
  cell: ({ rows }) =>
    Object.entries(rows)
      .filter(([, counts]) => printRows(counts) !== '')
      .map(([table, counts]) => `${table} ${printRows(counts)}`)
      .join(', '),
};

function tableColumn(table: string): Column {
  const title = table.length > 18 ? `${table.slice(0, 17)}…` : table;
  return { title, width: Math.max(9, title.length), side: 'right', cell: ({ rows }) => printRows(rows[table]) };
}

function printRows(counts: TracedRows | undefined): string {
  if (counts === undefined) return '';
  const parts = [...(counts.inserted > 0 ? [`+${counts.inserted}`] : []), ...(counts.deleted > 0 ? [`-${counts.deleted}`] : [])];
  return parts.join(' ');
}

function printCount(count: number | null): string {
  return count === null ? '' : Math.round(count).toLocaleString('en');
}

/** `B 41…38 40 +12`: runs are closed up, and a page that was asked for again shows again. */
function printAsks({ pages, others }: TracedAsks, letter: (stream: string) => string): string {
  const parts: string[] = [];
  let stream: string | null = null;
  for (const run of runsOf(pages)) {
    if (run.stream !== stream) parts.push(letter(run.stream));
    ({ stream } = run);
    parts.push(...printRun(run.pages));
  }
  return [...parts, ...(others > 0 ? [`+${others}`] : [])].join(' ');
}

type Run = { readonly stream: string; readonly pages: (number | null)[] };

/** Neighbouring pages of one stream that go up, or down, one by one. */
function runsOf(asks: readonly TracedAsk[]): Run[] {
  const runs: Run[] = [];
  for (const { stream, page } of asks) {
    const run = runs.at(-1);
    if (run?.stream === stream && continues(run.pages, page)) run.pages.push(page);
    else runs.push({ stream, pages: [page] });
  }
  return runs;
}

function continues(pages: readonly (number | null)[], page: number | null): boolean {
  const [last, before] = [pages.at(-1), pages.at(-2)];
  if (page === null || typeof last !== 'number') return false;
  const step = page - last;
  return Math.abs(step) === 1 && (typeof before !== 'number' || last - before === step);
}

function printRun(pages: readonly (number | null)[]): string[] {
  const [first, last] = [pages[0], pages.at(-1)];
  if (pages.length > 2 && typeof first === 'number' && typeof last === 'number') return [`${first}…${last}`];
  return pages.map((page) => (page === null ? 'next' : String(page)));
}

/** A cell that is too long pushes the rest of its line to the right; nothing is cut off. */
function layOut(cells: readonly { readonly cell: string; readonly width: number; readonly side: 'left' | 'right' }[]): string {
  return cells
    .map(({ cell, width, side }) => (side === 'left' ? cell.padEnd(width) : cell.padStart(width)))
    .join('  ')
    .trimEnd();
}

function letterOf(nth: number): string {
  const letter = String.fromCharCode(65 + (nth % 26));
  return nth < 26 ? letter : `${letter}${Math.floor(nth / 26)}`;
}
