import type { Json, JsonObject } from '../json.ts';
import type { Page } from '../page.ts';
import { readCount, readFields } from '../read.ts';
import type { PagingOf } from '../state.ts';
import { demandEnd } from './broken-promise.ts';
import type { StreamOf } from './strategies.ts';
import type { Verdict } from './verdict.ts';

/**
 * Page numbers upward, over a list ordered by something that changes. It can lose rows: one that moves from a page yet
 * to be read to one that was read is missed. A source has to accept that by name.
 */
export type PlainDeclaration = object;

export type PlainPosition = { readonly page: number };

export type PlainWant = { readonly page: number };

export const plain = {
  begin: (): PlainPosition => ({ page: 1 }),
  wants: (_: StreamOf<'plain'>, { position }: PagingOf<'plain'>): [PlainWant] => [{ page: position.page }],
  judge,
  resize,
  print: (position: PlainPosition): JsonObject => position,
  parse,
};

function judge({ window }: StreamOf<'plain'>, { position, pageSize }: PagingOf<'plain'>, page: Page, want: PlainWant): Verdict<PlainPosition> {
  if (want.page !== position.page) return { kind: 'drop', position };
  // K2: a page may be short for reasons of the API's own: only an empty one is the end.
  if (page.count === 0) return { kind: 'finish' };
  demandEnd(page, position.page);
  if (window?.resultsMax !== undefined && (position.page + 1) * pageSize > window.resultsMax) return { kind: 'cut' };
  return { kind: 'deliver', position: { page: position.page + 1 } };
}

/** K7: the smaller page on which the first row stands that was not read yet. */
function resize(_: StreamOf<'plain'>, { page }: PlainPosition, before: number, after: number): PlainPosition {
  return { page: Math.floor(((page - 1) * before) / after) + 1 };
}

function parse(json: Json, at: string): PlainPosition {
  return { page: readCount(readFields(json, at, ['page']).page, `${at}.page`, 1) };
}
