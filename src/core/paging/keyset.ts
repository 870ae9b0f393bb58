import type { Cursor } from '../cursor.ts';
import type { Json, JsonObject } from '../json.ts';
import { tokenCharactersMax } from '../limits.ts';
import type { Page } from '../page.ts';
import { readFields, readText } from '../read.ts';
import type { PagingOf } from '../state.ts';
import { brokenPromise, demandEnd } from './broken-promise.ts';
import { nextOfCycle, noCycle, parseCycle, type Cycle } from './cycle.ts';
import type { StreamOf } from './strategies.ts';
import type { Verdict } from './verdict.ts';

/** L1: the rows behind a key, in the order of keys: whatever changes on either side of the key moves nothing across it. */
export type KeysetDeclaration = {
  /** The query parameter of the key behind which a page begins. */
  readonly parameter: string;
  /** Where the key stands in an item: a text or a number, and the same for as long as the row exists. */
  readonly key: readonly string[];
};

/** `after`: the last key read, as text; null before the first. */
export type KeysetPosition = { readonly after: string | null; readonly cycle: Cycle };

export type KeysetWant = { readonly after: string | null };

export const keyset = {
  begin: (_: StreamOf<'keyset'>, cursor: Cursor): KeysetPosition => ({ after: keyOf(cursor), cycle: noCycle }),
  wants: (_: StreamOf<'keyset'>, { position }: PagingOf<'keyset'>): [KeysetWant] => [{ after: position.after }],
  judge,
  // K7: a key stands where it stands, however many rows a page has.
  resize: (_: StreamOf<'keyset'>, position: KeysetPosition): KeysetPosition => position,
  print: (position: KeysetPosition): JsonObject => position,
  parse,
};

function judge(
  stream: StreamOf<'keyset'>,
  { position, cursor }: PagingOf<'keyset'>,
  page: Page,
  want: KeysetWant,
): Verdict<KeysetPosition> {
  if (want.after !== position.after) return { kind: 'drop', position };
  // K2: a page may be short for reasons of the API's own: only an empty one is the end.
  if (page.count === 0) {
    if (stream.list !== 'appended') return { kind: 'finish' };
    return position.after === null ? { kind: 'end' } : { kind: 'finish', cursor: { key: position.after } };
  }
  const where = `behind key ${position.after === null ? 'none' : `'${position.after}'`}`;
  const { lastKey } = page;
  if (lastKey === undefined) throw brokenPromise(page, where, 'rows with a key', 'the last one has none');
  if (lastKey.length > tokenCharactersMax) {
    throw brokenPromise(page, where, `a key of at most ${tokenCharactersMax} characters`, `one of ${lastKey.length} came`);
  }
  const cycle = lastKey === (position.after ?? keyOf(cursor)) ? null : nextOfCycle(position.cycle, lastKey);
  if (cycle === null) {
    throw brokenPromise(page, where, 'rows behind that key', 'a key came again. The API may not know the parameter, or its order is another');
  }
  demandEnd(page, cycle.steps);
  return { kind: 'deliver', position: { after: lastKey, cycle } };
}

function keyOf(cursor: Cursor): string | null {
  return cursor !== null && typeof cursor === 'object' && 'key' in cursor ? cursor.key : null;
}

function parse(json: Json, at: string): KeysetPosition {
  const { after, cycle } = readFields(json, at, ['after', 'cycle']);
  return { after: after === null ? null : readText(after, `${at}.after`), cycle: parseCycle(cycle, `${at}.cycle`) };
}
