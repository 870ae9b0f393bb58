import { floorInstant, printInstant, type Instant } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Page, Stamps } from '../page.ts';
import { readCount, readFields, readInstantOrNull, readOneOf } from '../read.ts';
import type { PagingOf } from '../state.ts';
import { brokenPromise, demandEnd } from './broken-promise.ts';
import { windowed } from '../windowed.ts';
import type { StreamOf } from './strategies.ts';
import type { Verdict } from './verdict.ts';

/**
 * L1: where an API only knows "changed since", in the order of change: each page is asked for from the last row's stamp
 * on. A changed row moves to the end, beyond the window. Only inside a group of equal stamps, which one stamp
 * cannot pass, are there page numbers: read up to the group's end, and then, since rows may leave it, down again.
 */
export type WalkedDeclaration = object;

export type WalkedPosition =
  /** Page `page` of what changed since `since`; null is the beginning of time. */
  | { readonly at: 'up'; readonly since: Instant | null; readonly page: number }
  /** Back to page 1 of a group; then on from `next`, or to the end where that is null. */
  | { readonly at: 'down'; readonly since: Instant | null; readonly page: number; readonly next: Instant | null };

export type WalkedWant = { readonly since: Instant | null; readonly page: number; readonly at: WalkedPosition['at'] };

export const walked = {
  begin: (): WalkedPosition => ({ at: 'up', since: null, page: 1 }),
  wants: (_: StreamOf<'walked'>, paging: PagingOf<'walked'>): [WalkedWant] => [wantOf(paging)],
  judge,
  resize,
  print,
  parse,
};

/** The window's beginning is where the walk begins. */
function wantOf({ window, position: { at, since, page } }: PagingOf<'walked'>): WalkedWant {
  return { at, since: since ?? windowed(window).from, page };
}

function judge(
  stream: StreamOf<'walked'>,
  paging: PagingOf<'walked'>,
  page: Page,
  want: WalkedWant,
): Verdict<WalkedPosition> {
  const { position, pageSize } = paging;
  const window = windowed(paging.window);
  const { grainMs, resultsMax } = windowed(stream.window);
  const wanted = wantOf(paging);
  if (want.at !== wanted.at || want.page !== wanted.page || want.since !== wanted.since) return { kind: 'drop', position };
  if (position.at === 'down') return down(position.since, position.page - 1, position.next);
  const where = `changed since ${want.since === null ? 'the beginning' : printInstant(want.since)}, page ${want.page}`;
  if (page.count === 0) return down(position.since, want.page - 1, null);
  const { last } = stampsOf(page, where);
  const next = floorInstant(last, grainMs);
  const passed = want.since === null || next > want.since;
  // A row at the window's end or beyond: all before it were on this page or on those below.
  if (last >= window.until) return down(position.since, want.page - 1, null);
  if (passed) return down(position.since, want.page - 1, next);
  demandEnd(page, want.page);
  if (resultsMax !== undefined && (want.page + 1) * pageSize > resultsMax) {
    throw brokenPromise(page, where, `fewer than ${resultsMax} rows of one stamp`, 'there are more, and the API lists no further');
  }
  return { kind: 'deliver', position: { at: 'up', since: position.since, page: want.page + 1 } };
}

/** K5: a group whose pages are all read is left, upward or at the end. */
function down(since: Instant | null, page: number, next: Instant | null): Verdict<WalkedPosition> {
  if (page > 0) return { kind: 'deliver', position: { at: 'down', since, page, next } };
  return next === null ? { kind: 'finish' } : { kind: 'deliver', position: { at: 'up', since: next, page: 1 } };
}

function stampsOf(page: Page, where: string): Stamps {
  const { stamps } = page;
  if (stamps === undefined) throw brokenPromise(page, where, 'rows with a stamp', 'none has one');
  if (!stamps.ordered) throw brokenPromise(page, where, 'rows in the order of their stamps', 'a row stands before an earlier one');
  return stamps;
}

/** K7: a group that was being read upward is begun again; downward, what stood left of `page × before` still does. */
function resize(_: StreamOf<'walked'>, position: WalkedPosition, before: number, after: number): WalkedPosition {
  return position.at === 'up' ? { ...position, page: 1 } : { ...position, page: Math.ceil((position.page * before) / after) };
}

function print(position: WalkedPosition): JsonObject {
  const { at, since, page } = position;
  const walk = { at, since: printInstantOrNull(since), page };
  return position.at === 'up' ? walk : { ...walk, next: printInstantOrNull(position.next) };
}

function printInstantOrNull(instant: Instant | null): string | null {
  return instant === null ? null : printInstant(instant);
}

function parse(json: Json, at: string): WalkedPosition {
  const tag = readFields(json, at, ['at', 'since', 'page'], ['next']);
  const since = readInstantOrNull(tag.since, `${at}.since`);
  const page = readCount(tag.page, `${at}.page`, 1);
  if (readOneOf(tag.at, `${at}.at`, ['up', 'down']) === 'up') return { at: 'up', since, page };
  const { next } = readFields(json, at, ['at', 'since', 'page', 'next']);
  return { at: 'down', since, page, next: readInstantOrNull(next, `${at}.next`) };
}
