import type { Catalog } from './catalog.ts';
import { cursorKindOf, kindOfCursor, type Cursor } from './cursor.ts';
import { printInstant } from './instant.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { stateVersion } from './limits.ts';
import { isStrategyName, strategies, type Positions, type StrategyName } from './paging/strategies.ts';
import { readBoolean, readCount, readFields, readInstant, readInstantOrNull, readOneOf, readText, unreadable } from './read.ts';
import type { Paging, PagingOf, Snapshot, State, StreamState } from './state.ts';
import type { Window } from './window.ts';

/** W2: prints a state as the JSON that Fivetran keeps; `parseState` reads it back to the same value. */
export function printState(state: State): JsonObject {
  return {
    version: stateVersion,
    streams: Object.fromEntries(Object.entries(state.streams).map(([name, stream]) => [name, printStream(stream)])),
  };
}

/** A state, and the streams it named that the source no longer has, or goes on with by another kind of cursor. */
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
  const entries = Object.entries(streams)
    .filter(([name]) => Object.hasOwn(catalog.streams, name))
    .map(([name, stream]): [string, StreamState] => [name, parseStream(stream, `state.streams.${name}`)])
    .filter(([name, { cursor }]) => isUsable(catalog, name, cursor));
  const kept = new Map(entries);
  return {
    state: { streams: Object.fromEntries(kept) },
    dropped: Object.keys(streams).filter((name) => !kept.has(name)),
  };
}

/** A stream that came to be read in another way has nothing to go on from. */
function isUsable({ streams }: Catalog, name: string, cursor: Cursor): boolean {
  const stream = streams[name];
  return stream !== undefined && (cursor === null || kindOfCursor(cursor) === cursorKindOf(stream));
}

function printStream(stream: StreamState): JsonObject {
  const { phase, allReadAt } = stream;
  const complete = {
    phase,
    cursor: typeof stream.cursor === 'number' ? printInstant(stream.cursor) : stream.cursor,
    ...(allReadAt === undefined ? {} : { allReadAt: printInstant(allReadAt) }),
  };
  if (stream.phase !== 'paging') return complete;
  const { readsAll, window, pageSize, fingerprint, restarts, snapshot, strategy, position } = stream;
  return {
    ...complete,
    ...(readsAll === undefined ? {} : { readsAll }),
    window: window === null ? null : printBounds(window),
    pageSize,
    fingerprint,
    restarts,
    ...(snapshot === undefined ? {} : { snapshot }),
    strategy,
    position: printPosition(strategy, position),
  };
}

function printPosition<N extends StrategyName>(strategy: N, position: Positions[N]): JsonObject {
  return strategies[strategy].print(position);
}

function printBounds({ from, until, end }: Window): JsonObject {
  return { from: from === null ? null : printInstant(from), until: printInstant(until), end: printInstant(end) };
}

const pagingFields = ['window', 'pageSize', 'fingerprint', 'restarts', 'strategy', 'position'] as const;

function parseStream(json: Json, at: string): StreamState {
  const optional = ['allReadAt', 'readsAll', 'snapshot', ...pagingFields] as const;
  const tag = readFields(json, at, ['phase', 'cursor'], optional);
  const phase = readOneOf(tag.phase, `${at}.phase`, ['idle', 'due', 'paging']);
  const cursor = parseCursor(tag.cursor, `${at}.cursor`);
  const complete = {
    cursor,
    ...(tag.allReadAt === undefined ? {} : { allReadAt: readInstant(tag.allReadAt, `${at}.allReadAt`) }),
  };
  if (phase !== 'paging') {
    readFields(json, at, ['phase', 'cursor'], ['allReadAt']);
    return { phase, ...complete };
  }
  const fields = readFields(json, at, ['phase', 'cursor', ...pagingFields], ['allReadAt', 'readsAll', 'snapshot']);
  const window = fields.window === null ? null : parseWindow(fields.window, `${at}.window`);
  if (typeof cursor === 'number' && window !== null && cursor > window.end && fields.readsAll === undefined) {
    throw unreadable(`${at}.cursor`, 'a time not after the end of the whole window', fields.cursor);
  }
  const strategy = readText(fields.strategy, `${at}.strategy`);
  if (!isStrategyName(strategy)) {
    throw unreadable(`${at}.strategy`, `one of ${Object.keys(strategies).join(', ')}`, strategy);
  }
  return parsePaging(strategy, fields.position, `${at}.position`, {
    phase,
    ...complete,
    ...(fields.readsAll === undefined ? {} : { readsAll: parseTrue(fields.readsAll, `${at}.readsAll`) }),
    window,
    pageSize: readCount(fields.pageSize, `${at}.pageSize`, 1),
    fingerprint: readText(fields.fingerprint, `${at}.fingerprint`),
    restarts: readCount(fields.restarts, `${at}.restarts`, 0),
    ...(fields.snapshot === undefined ? {} : { snapshot: parseSnapshot(fields.snapshot, `${at}.snapshot`) }),
  });
}

function parseCursor(json: Json, at: string): Cursor {
  if (!isJsonObject(json)) return readInstantOrNull(json, at);
  const { rows, key, token } = readFields(json, at, [], ['rows', 'key', 'token']);
  if (Object.keys(json).length !== 1) throw unreadable(at, 'one of rows, key and token', json);
  if (rows !== undefined) return { rows: readCount(rows, `${at}.rows`, 0) };
  return key !== undefined ? { key: readText(key, `${at}.key`) } : { token: readText(token, `${at}.token`) };
}

function parseSnapshot(json: Json, at: string): Snapshot {
  const { marked, rows } = readFields(json, at, ['marked', 'rows']);
  return { marked: readBoolean(marked, `${at}.marked`), rows: readCount(rows, `${at}.rows`, 0) };
}

function parseTrue(json: Json, at: string): true {
  if (json === true) return true;
  throw unreadable(at, 'true', json);
}

function parsePaging<N extends StrategyName>(
  strategy: N,
  position: Json,
  at: string,
  common: Omit<PagingOf<N>, 'strategy' | 'position'>,
): Paging {
  return { ...common, strategy, position: strategies[strategy].parse(position, at) } as Paging;
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
