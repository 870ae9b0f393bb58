import type { Catalog } from './catalog.ts';
import { printInstant, type Instant } from './instant.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { stateVersion } from './limits.ts';
import { isStrategyName, strategies, type StrategyName } from './paging/strategies.ts';
import { readCount, readFields, readInstant, readInstantOrNull, readOneOf, readText, unreadable } from './read.ts';
import type { Paging, PagingOf, State, StreamState } from './state.ts';
import type { Window } from './window.ts';

/** W2: prints a state as the JSON that Fivetran keeps; `parseState` reads it back to the same value. */
export function printState(state: State): JsonObject {
  return {
    version: stateVersion,
    streams: Object.fromEntries(Object.entries(state.streams).map(([name, stream]) => [name, printStream(stream)])),
  };
}

/** A state, and the streams it named that the source no longer has. */
export type ParsedState = { readonly state: State; readonly dropped: readonly string[] };

/**
 * Reads the state of an event. Absent, null and `{}` are the first sync. Anything else that `printState` did
 * not print throws `STATE` naming the field, since a silent restart would hide a fault and read everything again.
 */
export function parseState(catalog: Catalog, json: Json | undefined): ParsedState {
  if (json === undefined || json === null || (isJsonObject(json) && Object.keys(json).length === 0)) {
    return { state: { streams: {} }, dropped: [] };
  }
  const { version, streams } = readFields(json, 'state', ['version', 'streams']);
  if (version !== stateVersion) throw unreadable('state.version', String(stateVersion), version);
  if (!isJsonObject(streams)) throw unreadable('state.streams', 'an object', streams);
  const entries = Object.entries(streams);
  const known = entries.filter(([name]) => Object.hasOwn(catalog.streams, name));
  return {
    state: {
      streams: Object.fromEntries(known.map(([name, stream]) => [name, parseStream(stream, `state.streams.${name}`)])),
    },
    dropped: entries.map(([name]) => name).filter((name) => !Object.hasOwn(catalog.streams, name)),
  };
}

function printStream(stream: StreamState): JsonObject {
  const cursor = printInstantOrNull(stream.cursor);
  if (stream.phase !== 'paging') return { phase: stream.phase, cursor };
  const { window, pageSize, fingerprint, restarts, strategy, position } = stream;
  return {
    phase: stream.phase,
    cursor,
    window: {
      from: printInstantOrNull(window.from),
      until: printInstant(window.until),
      end: printInstant(window.end),
    },
    pageSize,
    fingerprint,
    restarts,
    strategy,
    position,
  };
}

function parseStream(json: Json, at: string): StreamState {
  const paging = ['window', 'pageSize', 'fingerprint', 'restarts', 'strategy', 'position'] as const;
  const tag = readFields(json, at, ['phase', 'cursor'], paging);
  const phase = readOneOf(tag.phase, `${at}.phase`, ['idle', 'due', 'paging']);
  const cursor = readInstantOrNull(tag.cursor, `${at}.cursor`);
  if (phase !== 'paging') {
    readFields(json, at, ['phase', 'cursor']);
    return { phase, cursor };
  }
  const fields = readFields(json, at, ['phase', 'cursor', ...paging]);
  const window = parseWindow(fields.window, `${at}.window`);
  if (cursor !== null && cursor > window.until) {
    throw unreadable(`${at}.cursor`, 'a time not after the end of the window', fields.cursor);
  }
  const strategy = readText(fields.strategy, `${at}.strategy`);
  if (!isStrategyName(strategy)) {
    throw unreadable(`${at}.strategy`, `one of ${Object.keys(strategies).join(', ')}`, strategy);
  }
  return parsePaging(strategy, fields.position, `${at}.position`, {
    phase,
    cursor,
    window,
    pageSize: readCount(fields.pageSize, `${at}.pageSize`, 1),
    fingerprint: readText(fields.fingerprint, `${at}.fingerprint`),
    restarts: readCount(fields.restarts, `${at}.restarts`, 0),
  });
}

function parsePaging<N extends StrategyName>(
  strategy: N,
  position: Json,
  at: string,
  common: Omit<PagingOf<N>, 'strategy' | 'position'>,
): Paging {
  return { ...common, strategy, position: strategies[strategy].parse(position, at) };
}

function parseWindow(json: Json, at: string): Window {
  const fields = readFields(json, at, ['from', 'until', 'end']);
  const from = readInstantOrNull(fields.from, `${at}.from`);
  const until = readInstant(fields.until, `${at}.until`);
  const end = readInstant(fields.end, `${at}.end`);
  if (from !== null && from >= until) throw unreadable(`${at}.until`, 'a time after the beginning of the window', fields.until);
  if (end < until) throw unreadable(`${at}.end`, 'a time not before `until`', fields.end);
  return { from, until, end };
}

function printInstantOrNull(instant: Instant | null): string | null {
  return instant === null ? null : printInstant(instant);
}
