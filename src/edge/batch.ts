import type { Connector } from '../core/connector.ts';
import type { Response } from '../core/response.ts';
import type { State } from '../core/state.ts';
import { countRows, printAnswer, type Answer } from '../protocol/answer.ts';
import { jsonBytes } from './json.ts';

/** The responses of a call, and the room that its answer has left. */
export type Batch<Result> = {
  /** F3: takes a response in, unless the answer would no longer fit; `bytesMost` bounds what its rows take as JSON. */
  readonly admit: (response: Response, bytesMost: number) => boolean;
  /** Rows taken in so far, deleted ones counted. */
  readonly rows: () => number;
  /** What the answer takes at most, in bytes of UTF-8 JSON. */
  readonly bytesMost: () => number;
  /** Counts what the rows really take, where their bounds are seen to be loose. */
  readonly tighten: () => void;
  /** What came of it. */
  readonly finish: () => Result;
};

/** Begins a batch without rows at a state, for at most `bytesMax` bytes. */
export type CreateBatch<Result> = (rules: Connector, begun: State, bytesMax: number) => Batch<Result>;

/** Below this part of its bound it is worth counting what a page really takes: a source that indents its JSON, say. */
const looseBound = 0.9;

/** An answer of at most `bytesMax` bytes of UTF-8 JSON, beginning without rows at a state. */
export function createBatch({ respond, print, merge }: Connector, begun: State, bytesMax: number): Batch<Answer> {
  const responses: Response[] = [respond(begun)];
  let rows = 0;
  let used = 0;
  let firstBound = 0;
  let counting = false;
  /** Of all responses: the answer names each table that one of them marked. */
  const marked = new Set<string>();
  const envelope = (response: Response): number => {
    const softDelete = [...new Set([...marked, ...response.softDelete])];
    return jsonBytes({ ...printAnswer({ ...response, softDelete }, print), insert: emptyTables(response), delete: emptyTables(response) });
  };
  let frame = envelope(respond(begun));

  /** Exact counting costs a second printing: it begins only where the bounds say full, and are seen to be loose. */
  const tighten = (): void => {
    const [, first] = responses;
    if (counting || first === undefined || rowBytes(first) > firstBound * looseBound) return;
    counting = true;
    used = responses.reduce((bytes, response) => bytes + rowBytes(response), 0);
  };
  return {
    admit: (response, bytesMost) => {
      const frameAfter = envelope(response);
      const room = bytesMax - frameAfter;
      let bytes = counting ? rowBytes(response) : bytesMost;
      if (used + bytes > room) {
        tighten();
        bytes = rowBytes(response);
      }
      if (used + bytes > room) return false;
      if (responses.length === 1) firstBound = bytes;
      responses.push(response);
      for (const table of response.softDelete) marked.add(table);
      rows += countRows(response);
      used += bytes;
      frame = frameAfter;
      return true;
    },
    rows: () => rows,
    bytesMost: () => used + frame,
    tighten,
    finish: () => printAnswer(merge(responses), print),
  };
}

/** A body's length bounds what its rows take, but not the names of the tables that they go to. */
function emptyTables({ schema }: Response): Response['insert'] {
  return Object.fromEntries(Object.keys(schema).map((table) => [table, []]));
}

function rowBytes({ insert, delete: deleted }: Response): number {
  return jsonBytes({ insert, delete: deleted });
}
