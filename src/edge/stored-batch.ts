import type { Connector } from '../core/connector.ts';
import type { JsonObject } from '../core/json.ts';
import type { Response } from '../core/response.ts';
import { rowKey } from '../core/row-key.ts';
import type { State } from '../core/state.ts';
import { countRows, printAnswer, type StoredAnswer } from '../protocol/answer.ts';
import type { Batch } from './batch.ts';
import { storedRowsMax } from './limits.ts';

/** What goes through S3: the object `{"insert": …, "delete": …}` as UTF-8 JSON, and the answer beside it. */
export type Stored = { readonly answer: StoredAnswer; readonly body: Uint8Array; readonly rows: number };

type Kind = 'insert' | 'delete';

/** The rows of one response and table, as text outside the heap; row `nth` lies from `ends[nth - 1]` to `ends[nth]`. */
type Held = {
  readonly kind: Kind;
  readonly table: string;
  readonly text: Buffer;
  readonly ends: Uint32Array;
  /** The number of its first row among all rows of the batch. */
  readonly first: number;
};

/**
 * A batch that holds its rows as text, so that the heap does not grow with them. Of the rows with one key only the last
 * is stored, as `merge` has it: per table a map leads from a key to the number of its row, and a row that another
 * came after is marked.
 */
export function createStoredBatch({ respond, print, catalog }: Connector, begun: State, bytesMax: number): Batch<Stored> {
  let held: Held[] = [];
  const lastOfKey = new Map<string, Map<string, number>>();
  const isSuperseded = new Uint8Array(storedRowsMax);
  const marked = new Set<string>();
  let last = respond(begun);
  let rows = 0;
  let superseded = 0;
  let used = 0;

  const hold = (kind: Kind, table: string, { text, ends }: Printed, added: readonly JsonObject[]): void => {
    const keyOf = rowKey(catalog, table);
    const numbers = lastOfKey.get(table) ?? new Map<string, number>();
    lastOfKey.set(table, numbers);
    held.push({ kind, table, text, ends, first: rows });
    for (const row of added) {
      const key = keyOf(row);
      const before = numbers.get(key);
      if (before !== undefined) {
        isSuperseded[before] = 1;
        superseded += 1;
      }
      numbers.set(key, rows);
      rows += 1;
    }
    used += text.length;
  };
  /** D3: what came for a table before it was marked is left out. */
  const mark = (table: string): void => {
    marked.add(table);
    for (const { text, ends, first } of held.filter((part) => part.table === table)) {
      superseded += isSuperseded.subarray(first, first + ends.length).filter((superseded) => superseded === 0).length;
      used -= text.length;
    }
    held = held.filter((part) => part.table !== table);
    lastOfKey.delete(table);
  };
  return {
    admit: (response) => {
      if (rows + countRows(response) > storedRowsMax) return false;
      const printed = tablesOf(response).map((part) => ({ ...part, printed: printRows(part.rows) }));
      const bytes = printed.reduce((sum, part) => sum + part.printed.text.length, 0);
      if (used + bytes + frameBytes(response) > bytesMax) return false;
      for (const table of response.softDelete) mark(table);
      for (const part of printed) hold(part.kind, part.table, part.printed, part.rows);
      last = response;
      return true;
    },
    rows: () => rows,
    bytesMost: () => used + frameBytes(last),
    // Rows held as text are counted exactly from the first.
    tighten: () => undefined,
    finish: () => {
      const body = printObject(held, isSuperseded);
      const { state, schema, softDelete } = printAnswer({ ...last, softDelete: [...marked] }, print);
      const stored = rows - superseded;
      const answer = { state, schema, hasMore: last.hasMore && stored > 0, ...(softDelete === undefined ? {} : { softDelete }) };
      return { answer, body, rows: stored };
    },
  };
}

function tablesOf({ insert, delete: deleted }: Response): { kind: Kind; table: string; rows: readonly JsonObject[] }[] {
  return [
    ...Object.entries(insert).map(([table, rows]) => ({ kind: 'insert' as const, table, rows })),
    ...Object.entries(deleted).map(([table, rows]) => ({ kind: 'delete' as const, table, rows })),
  ];
}

/** What the object takes beside its rows, at most. */
function frameBytes({ schema }: Response): number {
  const tables = Object.fromEntries(Object.keys(schema).map((table) => [table, []]));
  return Buffer.byteLength(JSON.stringify({ insert: tables, delete: tables }));
}

type Printed = Pick<Held, 'text' | 'ends'>;

/** The rows one after the other, each with a comma behind it. */
function printRows(rows: readonly JsonObject[]): Printed {
  const ends = new Uint32Array(rows.length);
  const texts = rows.map((row) => `${JSON.stringify(row)},`);
  let end = 0;
  for (const [nth, text] of texts.entries()) {
    end += Buffer.byteLength(text);
    ends[nth] = end;
  }
  return { text: Buffer.from(texts.join('')), ends };
}

/** The whole object; also one without rows. */
function printObject(held: readonly Held[], isSuperseded: Uint8Array): Uint8Array {
  const pieces: Buffer[] = [];
  for (const kind of ['insert', 'delete'] as const) {
    pieces.push(Buffer.from(kind === 'insert' ? '{"insert":{' : '},"delete":{'));
    const byTable = Map.groupBy(held.filter((part) => part.kind === kind), ({ table }) => table);
    let separator = '';
    for (const [table, parts] of byTable) {
      const texts = parts.flatMap((part) => lastRows(part, isSuperseded));
      const final = texts.pop();
      if (final === undefined) continue;
      pieces.push(Buffer.from(`${separator}${JSON.stringify(table)}:[`));
      for (const text of texts) pieces.push(text);
      // The last row has no comma behind it.
      pieces.push(final.subarray(0, -1), Buffer.from(']'));
      separator = ',';
    }
  }
  return Buffer.concat([...pieces, Buffer.from('}}')]);
}

/** The text of the rows that no later one of the same key supersedes, in runs as long as they stand side by side. */
function lastRows({ text, ends, first }: Held, isSuperseded: Uint8Array): Buffer[] {
  const runs: Buffer[] = [];
  let from = 0;
  let at = 0;
  for (const [nth, end] of ends.entries()) {
    if (isSuperseded[first + nth] === 1) {
      if (at > from) runs.push(text.subarray(from, at));
      from = end;
    }
    at = end;
  }
  if (at > from) runs.push(text.subarray(from, at));
  return runs;
}
