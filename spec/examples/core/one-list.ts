import { connector, type Connector } from '../../../src/core/connector.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { Options } from '../../../src/core/options.ts';
import type { Ask, AskOf, Page } from '../../../src/core/page.ts';
import type { CountdownDeclaration } from '../../../src/core/paging/countdown.ts';
import type { PagingOf, State } from '../../../src/core/state.ts';
import type { Window } from '../../../src/core/window.ts';
import { thingsCatalog, thingsOptions } from '../../simulation/things.ts';

/** Noon, as a moment that reads well in a printed state. */
export const noon = Date.UTC(2026, 0, 31, 12) as Instant;

/** Our connector over the list of things alone. */
export function oneList(
  total: CountdownDeclaration['total'] = 'exact',
  options: Partial<Options> = {},
  resultsMax?: number,
): Connector {
  return connector(thingsCatalog(total, resultsMax), { ...thingsOptions, streams: ['things'], ...options });
}

type Windowed = { readonly window: Window };

/** A page of the list of things. */
export type ThingsAsk = AskOf<'countdown'> & Windowed;

/** The next page to ask for, at noon unless set; fails where there is none. */
export function next(subject: Connector, state: State, now: Instant = noon): { state: State; ask: ThingsAsk } {
  const planned = plan(subject, state, now);
  const [ask] = planned.asks;
  if (ask === undefined) throw new Error('the plan asks for nothing');
  return { state: planned.state, ask };
}

/** All pages that are asked for together. */
export function plan(subject: Connector, state: State, now: Instant = noon): { state: State; asks: readonly ThingsAsk[] } {
  const planned = subject.plan(state, now);
  return { state: planned.state, asks: planned.asks.map(askOfThings) };
}

function askOfThings(ask: Ask): ThingsAsk {
  const { window } = ask;
  if (ask.strategy !== 'countdown' || window === null) throw new Error(`${ask.stream} is not asked for as the list of things`);
  return { ...ask, window };
}

/** A page with so many rows, named after the page so that each is told from the others. */
export function pageOf(ask: Ask, rows: number, total: number | null, extra: Partial<Page> = {}): Page {
  return {
    ask,
    count: rows,
    changes: Array.from({ length: rows }, (_, nth) => ({
      insert: { things: [{ id: `${'page' in ask.want ? ask.want.page : 0}.${nth}`, version: 1 }] },
    })),
    total,
    pastEnd: false,
    date: null,
    ...extra,
  };
}

/** How the list of things is being paged; fails where it is not. */
export function paging({ streams }: State): PagingOf<'countdown'> & Windowed {
  const things = streams['things'];
  if (things?.phase !== 'paging' || things.strategy !== 'countdown') throw new Error(`things is ${things?.phase ?? 'unknown'}`);
  const { window } = things;
  if (window === null) throw new Error('things has no window');
  return { ...things, window };
}

/** A sync begun at noon whose first page had so many rows of so many. */
export function begun(subject: Connector, rows: number, total: number | null): State {
  const { state, ask } = next(subject, { streams: {} });
  return subject.step(state, pageOf(ask, rows, total)).state;
}
