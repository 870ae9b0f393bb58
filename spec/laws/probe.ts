import type { Stream } from '../../src/core/catalog.ts';
import type { Cursor } from '../../src/core/cursor.ts';
import { Failure } from '../../src/core/failure.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Ask, Page } from '../../src/core/page.ts';
import type { State, StreamState } from '../../src/core/state.ts';
import { firstInstant } from '../simulation/things.ts';
import type { Story } from '../simulation/story.ts';
import type { Judged } from '../simulation/subject.ts';

/** A stream that a law reads by itself, with answers that no source of a story gives. */
export type Probe = { readonly rules: Judged; readonly name: string; readonly stream: Stream };

/** Every chosen stream of a story's implementation. */
export function probesOf({ calls }: Story): readonly Probe[] {
  const [call] = calls;
  if (call === undefined) return [];
  const { rules } = call;
  return call.options.streams.flatMap((name) => {
    const stream = rules.catalog.streams[name];
    return stream === undefined ? [] : [{ rules, name, stream }];
  });
}

/** The state in which a stream alone has still to be read, and goes on from a cursor. */
export function due({ rules, name }: Probe, cursor: Cursor = null): State {
  const others = Object.keys(rules.catalog.streams).map((other): [string, StreamState] => [other, { phase: 'idle', cursor: null }]);
  return { streams: { ...Object.fromEntries(others), [name]: { phase: 'due', cursor } } };
}

/** The next page of the stream; null where there is none to ask for. */
export function nextAsk({ rules, name }: Probe, state: State): { state: State; ask: Ask } | null {
  const planned = rules.plan(state, firstInstant);
  const ask = planned.asks.find(({ stream }) => stream === name);
  return ask === undefined ? null : { state: planned.state, ask };
}

/** A page with so many rows of its own. */
export function pageOf({ rules, stream }: Probe, ask: Ask, rows: number, said: Partial<Page> = {}): Page {
  const [table = ''] = stream.tables;
  const columns = rules.catalog.tables[table]?.primary_key ?? [];
  const changes = Array.from({ length: rows }, (_, nth) => {
    const row: JsonObject = Object.fromEntries(columns.map((column) => [column, `row ${nth}`]));
    return { insert: { [table]: [row] } };
  });
  const total = stream.strategy.name === 'countdown' && stream.strategy.total !== 'none' ? rows : null;
  return { ask, count: rows, changes, total, pastEnd: false, date: null, ...said };
}

/** Whether a page is refused as one that breaks the source's promise. */
export function isRefused({ rules }: Probe, state: State, page: Page): boolean {
  try {
    rules.step(state, page);
    return false;
  } catch (error) {
    if (error instanceof Failure && error.code === 'CONTRACT') return true;
    throw error;
  }
}
