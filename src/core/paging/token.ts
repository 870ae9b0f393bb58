import type { Place } from '../catalog.ts';
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

/** Each page names the token of the next one. What that is worth is for the API to say. */
export type TokenDeclaration = {
  /**
   * `fresh`: every token is new, and none ends the list. `sameAtEnd`: the last page returns the token it was asked
   * with. `session`: one token that the server moves on; asking again gives the next page, and an empty page is the end.
   */
  readonly ends: 'fresh' | 'sameAtEnd' | 'session';
  /** Where the token stands; `{ link }` names a relation of the `Link` header, whose URL is then the token. */
  readonly next: Place | { readonly link: string };
  /** The query parameter of the token; left out where the token is the URL of the next page. */
  readonly parameter?: string;
  /** A token that means none, where the API has one, such as the empty text. Null and a missing one always do. */
  readonly none?: string | number | boolean;
  /** The HTTP status that stands for a token that is too old. */
  readonly expiredStatus?: number;
};

/** `token`: what to ask with; null asks for the first page. */
export type TokenPosition = { readonly token: string | null; readonly cycle: Cycle };

export type TokenWant = { readonly token: string | null };

export const token = {
  begin: (_: StreamOf<'token'>, cursor: Cursor): TokenPosition => ({ token: tokenOf(cursor), cycle: noCycle }),
  wants: (_: StreamOf<'token'>, { position }: PagingOf<'token'>): [TokenWant] => [{ token: position.token }],
  judge,
  // K7: a token stands where it stands, however many rows a page has.
  resize: (_: StreamOf<'token'>, position: TokenPosition): TokenPosition => position,
  print: (position: TokenPosition): JsonObject => position,
  parse,
};

function judge(stream: StreamOf<'token'>, { position }: PagingOf<'token'>, page: Page, want: TokenWant): Verdict<TokenPosition> {
  if (want.token !== position.token) return { kind: 'drop', position };
  if (page.expired) return { kind: 'expired' };
  const { ends } = stream.strategy;
  const next = page.token;
  // K1, K2: a falsy token is a token, and an empty page with a token goes on.
  if (next === undefined || (ends === 'session' && page.count === 0)) return finish(stream, position.token);
  const where = position.token === null ? 'the first page' : `a page of ${position.cycle.steps + 1}`;
  if (next.length > tokenCharactersMax) {
    throw brokenPromise(page, where, `a token of at most ${tokenCharactersMax} characters`, `one of ${next.length} came`);
  }
  if (ends === 'sameAtEnd' && next === position.token) return finish(stream, next);
  // K3: the session's token stays, and only the server knows which page is next.
  const cycle = ends === 'session' ? { anchor: null, steps: position.cycle.steps + 1 } : nextOf(position, next);
  if (cycle === null) {
    throw brokenPromise(page, where, 'a token that did not come before', 'one came again, and the list would never end. Where that token means the end, the source has to say so');
  }
  demandEnd(page, cycle.steps);
  return { kind: 'deliver', position: { token: next, cycle } };
}

function nextOf({ token, cycle }: TokenPosition, next: string): Cycle | null {
  return next === token ? null : nextOfCycle(cycle, next);
}

/** Of an appended list the last token is where the next sync goes on. */
function finish({ list }: StreamOf<'token'>, last: string | null): Verdict<TokenPosition> {
  return list === 'appended' && last !== null ? { kind: 'finish', cursor: { token: last } } : { kind: 'finish' };
}

function tokenOf(cursor: Cursor): string | null {
  return cursor !== null && typeof cursor === 'object' && 'token' in cursor ? cursor.token : null;
}

function parse(json: Json, at: string): TokenPosition {
  const { token, cycle } = readFields(json, at, ['token', 'cycle']);
  return { token: token === null ? null : readText(token, `${at}.token`), cycle: parseCycle(cycle, `${at}.cycle`) };
}
