import { floorInstant, type Instant } from '../../src/core/instant.ts';
import { windowRestartsMax } from '../../src/core/limits.ts';
import type { Page } from '../../src/core/page.ts';
import type { Paging } from '../../src/core/state.ts';
import { countRows } from '../../src/protocol/answer.ts';
import { printWant } from '../simulation/print-want.ts';
import { demand, sameJson } from './demand.ts';
import type { Family } from './law.ts';
import { movesOf, pagingOf, printState, roundsOf, sameTry, strategyMovesOf, type Move, type StrategyMove } from './moves.ts';
import { due, isRefused, nextAsk, pageOf, probesOf, type Probe } from './probe.ts';

/** K: lists that are read by keys, tokens, walks or plain page numbers. */
export const strategyLaws: Family = {
  letter: 'K',
  about: 'keys, tokens, walks and plain page numbers',
  file: 'strategies.ts',
  laws: [
    {
      id: 'K1',
      says: 'A token is always a token, also one that is falsy, such as an empty text or 0: the next page is asked for with the very token that came, and a list never ends while one comes.',
      why: 'Well-known connectors stop there, and leave the rest of the list out.',
      rests: 'design: Strategies; Tokens',
      holds: (story) => {
        for (const move of strategyMovesOf(story, 'token')) {
          const { page } = move.fold;
          const { ends } = move.stream.strategy;
          if (!isTaken(move) || page.expired || (ends === 'session' && page.count === 0)) continue;
          const { token } = page;
          const last = token === undefined || (ends === 'sameAtEnd' && token === move.before.position.token);
          if (last) demand(move.finished, () => `the list had come to its end: ${printMove(move)}`);
          else demand(move.goesOn?.position.token === token, () => `the token '${token}' came: ${printMove(move)}`);
        }
      },
    },
    {
      id: 'K2',
      says: 'An empty page that brings a token never ends a list, but for that of a session, which it always ends; by keys and by plain page numbers only an empty page ever ends a list, and never a short one.',
      why: 'Many APIs filter after they have turned their pages, so that one may be short or empty in the middle of a list.',
      rests: 'design: Strategies; Tokens',
      holds: (story) => {
        for (const move of movesOf(story)) {
          const { before, stream, fold, finished } = move;
          const { page } = fold;
          if (!isTaken(move) || page.expired) continue;
          const byToken = before.strategy === 'token' && stream.strategy.name === 'token' ? stream.strategy.ends : null;
          const onlyEmpty = byToken === 'session' || before.strategy === 'keyset' || before.strategy === 'plain';
          if (onlyEmpty) demand(finished === (page.count === 0), () => printMove(move));
          if (byToken === 'fresh' && page.count === 0 && page.token !== undefined) demand(!finished, () => printMove(move));
        }
      },
    },
    {
      id: 'K3',
      says: 'A token or a key that comes again always stops the sync as a broken promise, whatever the length of the cycle, and is never taken for the end.',
      why: 'A guard that only looks at the token before lets A, B, A, B run for ever.',
      rests: 'design: Strategies; Tokens',
      holds: (story) => {
        for (const probe of probesOf(story)) {
          const { strategy } = probe.stream;
          if (strategy.name !== 'keyset' && (strategy.name !== 'token' || strategy.ends === 'session')) continue;
          // The scenario decides how many come first and how long the cycle is, so that every story tries another.
          const lead = story.scenario.ages.length % 5;
          const length = 2 + (story.scenario.turns.length % 11);
          demandStops(probe, lead, length);
          if (strategy.name === 'keyset' || strategy.ends === 'fresh') demandStops(probe, lead, 1);
        }
      },
    },
    {
      id: 'K4',
      says: 'A token that is too old always starts the list over from its beginning, brings no row, and never does so more than three times.',
      why: 'Behind a token that expired there is nothing to go on from; what was left to read would be skipped.',
      rests: 'design: Strategies; Tokens',
      holds: (story) => {
        for (const move of strategyMovesOf(story, 'token')) {
          const { before, after, fold } = move;
          if (!fold.page.expired || !isTaken(move)) continue;
          demand(countRows(fold.response) === 0 && after?.phase === 'paging', () => printMove(move));
          const again = after.strategy === 'token' && after.position.token === null && after.position.cycle.steps === 0;
          demand(again && after.restarts === before.restarts + 1 && after.restarts <= windowRestartsMax, () => printMove(move));
        }
      },
    },
    {
      id: 'K5',
      says: 'A walk always goes on from the very stamp of the last row, never behind it; it never leaves a group of equal stamps before each of its pages was read and, from the last to the first, read again.',
      why: 'Other rows may have the last stamp too, and rows that leave a group pull those behind them onto pages that were read.',
      rests: 'design: Strategies, walked',
      holds: (story) => {
        for (const move of strategyMovesOf(story, 'walked')) if (isTaken(move)) demandWalks(move);
      },
    },
    {
      id: 'K6',
      says: 'A page that is not the one wanted is never delivered, and never moves a key, a token, a walk or a plain page number.',
      why: 'A page may be answered twice or late; taken for another one it leaves a gap.',
      rests: 'design: Countdown; Strategies',
      holds: (story) => {
        for (const move of movesOf(story)) {
          if (move.before.strategy === 'countdown' || isWanted(move)) continue;
          demand(countRows(move.fold.response) === 0, () => `its rows were delivered: ${printMove(move)}`);
          if (move.goesOn !== null) demand(sameJson(move.before.position, move.goesOn.position), () => printMove(move));
        }
      },
    },
    {
      id: 'K7',
      says: 'When the page size shrinks a key or a token always stays, a group is begun again or read down from no less than before, and a plain page number never passes a row that was not read.',
      why: 'A page too large for an answer is asked for again smaller; with the old number the rows between would be skipped.',
      rests: 'design: Budgets; Strategies',
      holds: (story) => {
        for (const { round } of roundsOf(story)) {
          if (round.shrunk === null) continue;
          const { before, stream, pageSize, after } = round.shrunk;
          const [one, other] = [pagingOf(before, stream), pagingOf(after, stream)];
          if (one === null || other === null || one.strategy === 'countdown') continue;
          const evidence = (): string => `to ${pageSize} rows a page: ${printState(one)} became ${printState(other)}`;
          const shrinks = pageSize >= 1 && pageSize < one.pageSize;
          demand(sameTry(one, other) && sameJson(one.cursor, other.cursor) && other.pageSize === (shrinks ? pageSize : one.pageSize), evidence);
          demand(sameJson(other.position, shrinks ? smaller(one, pageSize) : one.position), evidence);
        }
      },
    },
    {
      id: 'K8',
      says: 'A page that contradicts what the catalog declares always stops the sync as a broken promise, and never brings a row: more rows than asked for, rows stamped before the window, a walk out of order or without stamps, rows without a key, an appended list that became shorter.',
      why: 'An API that does not know a parameter answers all the same, with other rows.',
      rests: 'design: Strategies, what each needs; Errors (contract)',
      holds: (story) => {
        for (const probe of probesOf(story)) demandRefusals(probe);
      },
    },
  ],
};

/** Whether a page belongs to the very window, try and size that are being read, and is the next of it. */
function isWanted({ before, fold: { page } }: Pick<Move, 'before' | 'fold'>): boolean {
  const { ask } = page;
  if (before.strategy !== ask.strategy || before.pageSize !== ask.pageSize) return false;
  if (!sameTry(before, { ...before, window: ask.window, restarts: ask.restarts })) return false;
  switch (ask.strategy) {
    case 'keyset':
      return before.strategy === 'keyset' && before.position.after === ask.want.after;
    case 'token':
      return before.strategy === 'token' && before.position.token === ask.want.token;
    case 'plain':
      return before.strategy === 'plain' && before.position.page === ask.want.page;
    case 'walked': {
      if (before.strategy !== 'walked') return false;
      const { at, since, page: number } = before.position;
      return at === ask.want.at && number === ask.want.page && (since ?? before.window?.from ?? null) === ask.want.since;
    }
    case 'countdown':
      return true;
  }
}

/** Whether a wanted page was also judged by its strategy: the window was not frozen again for its date. */
function isTaken(move: Pick<Move, 'before' | 'after' | 'fold' | 'finished'>): boolean {
  const { before, after, finished } = move;
  if (!isWanted(move)) return false;
  if (finished || before.window === null) return true;
  return after?.phase === 'paging' && after.window?.until === before.window.until;
}

/** Reads pages whose token or key repeats, and demands that the sync stops before it went through the cycle four times. */
function demandStops(probe: Probe, lead: number, length: number): void {
  const pages = 4 * (lead + length) + 4;
  let state = due(probe);
  for (let nth = 0; nth < pages; nth += 1) {
    const next = nextAsk(probe, state);
    demand(next !== null || nth === 0, () => `a cycle of ${length} behind ${lead} others was taken for the end of ${probe.name}`);
    if (next === null) return;
    const place = nth < lead ? nth : lead + ((nth - lead) % length);
    // The empty text comes too: a falsy token is one like others.
    const text = place === 1 ? '' : `place ${place}`;
    const page = pageOf(probe, next.ask, 1, probe.stream.strategy.name === 'keyset' ? { lastKey: text } : { token: text });
    if (isRefused(probe, next.state, page)) return;
    ({ state } = probe.rules.step(next.state, page));
  }
  demand(false, () => `a cycle of ${length} behind ${lead} others went unnoticed in ${pages} pages of ${probe.name}`);
}

function demandWalks(move: StrategyMove<'walked'>): void {
  const { before, goesOn, finished, ask, stream, fold } = move;
  const { position, window } = before;
  const { want } = ask;
  const evidence = (): string => printMove(move);
  const { count, stamps } = fold.page;
  const last = stamps?.last ?? null;
  const next = last === null ? null : floorInstant(last, stream.window?.grainMs ?? 1);
  const over = count === 0 || last === null || last >= (window?.until ?? Number.POSITIVE_INFINITY);
  const to = goesOn?.position ?? null;
  if (position.at === 'down') {
    if (finished) demand(position.page === 1 && position.next === null, evidence);
    else if (position.page === 1) demand(sameJson(to, { at: 'up', since: position.next, page: 1 }), evidence);
    else demand(sameJson(to, { ...position, page: position.page - 1 }), evidence);
    return;
  }
  const passes = next !== null && (want.since === null || next > want.since);
  if (finished) demand(over && want.page === 1, evidence);
  else if (!over && !passes) demand(sameJson(to, { at: 'up', since: position.since, page: want.page + 1 }), evidence);
  else if (want.page > 1) demand(sameJson(to, { at: 'down', since: position.since, page: want.page - 1, next: over ? null : next }), evidence);
  else demand(!over && sameJson(to, { at: 'up', since: next, page: 1 }), evidence);
}

function smaller(one: Paging, pageSize: number): unknown {
  switch (one.strategy) {
    case 'walked':
      return one.position.at === 'up' ? { ...one.position, page: 1 } : { ...one.position, page: Math.ceil((one.position.page * one.pageSize) / pageSize) };
    case 'plain':
      return { page: Math.floor(((one.position.page - 1) * one.pageSize) / pageSize) + 1 };
    default:
      return one.position;
  }
}

function demandRefusals(probe: Probe): void {
  const next = nextAsk(probe, due(probe));
  if (next === null) return;
  const { ask, state } = next;
  const refused = (page: Page, what: string): void => {
    demand(isRefused(probe, state, page), () => `${what} in ${probe.name}, ${printWant(ask.want)}, were taken`);
  };
  const rows = ask.pageSize;
  const { window, strategy, list } = probe.stream;
  const early = ask.window === null ? null : (((ask.window.from ?? ask.window.until) - 1) as Instant);
  const stamped = early === null || ask.window === null ? {} : { stamps: { earliest: ask.window.from ?? early, last: early, ordered: true } };
  const said = { ...stamped, lastKey: 'a', token: 'a' };
  if (probe.stream.page.size !== undefined) refused(pageOf(probe, ask, rows + 1, said), 'more rows than asked for');
  if (window !== undefined && early !== null && (ask.window?.from ?? null) !== null) {
    const before = (early - 2 * window.grainMs) as Instant;
    refused(pageOf(probe, ask, 1, { ...said, stamps: { earliest: before, last: before, ordered: true } }), 'rows stamped before the window');
  }
  if (strategy.name === 'walked') {
    refused(pageOf(probe, ask, 1, { ...said, ...(early === null ? {} : { stamps: { earliest: early, last: early, ordered: false } }) }), 'rows out of order');
    refused(pageOf(probe, ask, 1), 'rows without a stamp');
  }
  if (strategy.name === 'keyset') refused(pageOf(probe, ask, 1, stamped), 'rows without a key');
  if (list !== 'appended' || strategy.name !== 'countdown' || strategy.total === 'none') return;
  const longer = nextAsk(probe, due(probe, { rows: 9 }));
  if (longer === null) return;
  demand(isRefused(probe, longer.state, pageOf(probe, longer.ask, 1, { total: 8 })), () => `${probe.name} had 9 rows, and 8 of them were taken`);
}

function printMove({ fold: { page }, before, after }: Pick<Move, 'fold' | 'before' | 'after'>): string {
  const said = [page.token === undefined ? '' : `, token '${page.token}'`, page.expired ? ', expired' : ''].join('');
  return `${printWant(page.ask.want)} of ${page.ask.pageSize} rows brought ${page.count}${said}; ${printState(before)} became ${printState(after)}`;
}
