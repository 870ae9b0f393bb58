import type { Stream } from '../../../src/core/catalog.ts';
import { connector, type Connector } from '../../../src/core/connector.ts';
import type { Instant } from '../../../src/core/instant.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Options } from '../../../src/core/options.ts';
import type { Ask, Page } from '../../../src/core/page.ts';
import type { Response } from '../../../src/core/response.ts';
import type { State, StreamState } from '../../../src/core/state.ts';
import { thingsOptions } from '../../simulation/things.ts';
import { noon } from './one-list.ts';

/** What every list of these examples has, however it is read. */
export const shared = {
  tables: ['things'],
  page: { number: 'page', size: 'size', sizeMax: 1_000 },
  paths: { items: ['items'] },
} as const;

/** A window over seconds, of which the API knows only the beginning. */
export const changedSince = { from: 'since', format: 'iso', grainMs: 1_000 } as const;

/** Our connector over one list of things, in pages of two unless set. */
export function listOf(stream: Stream, options: Partial<Options> = {}): Connector {
  const catalog = { source: 'things', tables: { things: { primary_key: ['id'] } }, streams: { things: stream } } as const;
  return connector(catalog, { ...thingsOptions, streams: ['things'], pageSize: 2, ...options });
}

/** A page of things with these ids. */
export function pageWith(ask: Ask, ids: readonly string[], said: Partial<Page> = {}): Page {
  const rows: readonly JsonObject[] = ids.map((id) => ({ id }));
  return { ask, count: ids.length, changes: [{ insert: { things: rows } }], total: null, pastEnd: false, date: null, ...said };
}

/** What one page came to. */
export type Read = Response & { readonly ask: Ask; readonly ids: readonly string[]; readonly things: StreamState | undefined };

/** Asks for the next page, and takes in what the API answers. */
export function read(subject: Connector, state: State, answer: (ask: Ask) => Page, now: Instant = noon): Read {
  const planned = subject.plan(state, now);
  const [ask] = planned.asks;
  if (ask === undefined) throw new Error('the plan asks for nothing');
  const response = subject.step(planned.state, answer(ask));
  const ids = (response.insert['things'] ?? []).map(({ id }) => (typeof id === 'string' ? id : ''));
  return { ...response, ask, ids, things: response.state.streams['things'] };
}

/** Reads until the sync is done: every page's ask in short, and every id in the order in which it came. */
export function sync(
  subject: Connector,
  state: State,
  answer: (ask: Ask) => Page,
  now: Instant = noon,
): { asks: readonly unknown[]; ids: readonly string[]; state: State; reads: readonly Read[] } {
  const reads: Read[] = [];
  let at = state;
  for (;;) {
    const one = read(subject, at, answer, now);
    reads.push(one);
    at = one.state;
    if (!one.hasMore) return { asks: reads.map(({ ask }) => ask.want), ids: reads.flatMap(({ ids }) => ids), state: at, reads };
    if (reads.length > 1_000) throw new Error('the sync does not end');
  }
}

/** A state as it comes back from Fivetran. */
export function kept(subject: Connector, state: State): State {
  return subject.parse(JSON.parse(JSON.stringify(subject.print(state))) as Json).state;
}

/** An API that lists the ids behind a key, in their order. */
export function behindKey(ids: readonly string[]): (ask: Ask) => Page {
  return (ask) => {
    const after = 'after' in ask.want ? ask.want.after : null;
    const rows = ids.filter((id) => after === null || id > after).slice(0, ask.pageSize);
    const lastKey = rows.at(-1);
    return pageWith(ask, rows, lastKey === undefined ? {} : { lastKey });
  };
}

export const nothing: State = { streams: {} };
