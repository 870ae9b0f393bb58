import type { Json, JsonObject } from '../../src/core/json.ts';
import { isJsonObject } from '../../src/core/json.ts';
import type { State } from '../../src/core/state.ts';
import { altered, answerWith, type Mutant } from './alter.ts';

type Seen = { readonly [stream: string]: readonly string[] };

export const stateGrows: Mutant = {
  name: 'state-grows',
  mistake: 'the state remembers the rows that were delivered, to tell them from those to come',
  subject: altered((rules) => ({
    print: (state) => {
      const seen = seenIn(state);
      const { streams, ...rest } = rules.print(state);
      const printed = Object.entries(isJsonObject(streams) ? streams : {}).map(([name, stream]) => [name, isJsonObject(stream) ? { ...stream, seen: seen[name] ?? [] } : stream]);
      return { ...rest, streams: Object.fromEntries(printed) as JsonObject };
    },
    parse: (json) => {
      if (!isJsonObject(json) || !isJsonObject(json['streams'])) return { state: remember({ streams: {} }, {}), dropped: [] };
      const entries = Object.entries(json['streams']).map(([name, stream]) => ({ name, ...split(stream) }));
      const parsed = rules.parse({ ...json, streams: Object.fromEntries(entries.map(({ name, rest }) => [name, rest])) });
      return { ...parsed, state: remember(parsed.state, Object.fromEntries(entries.map(({ name, seen }) => [name, seen]))) };
    },
    plan: (state, now) => {
      const planned = rules.plan(state, now);
      return { ...planned, state: remember(planned.state, seenIn(state)) };
    },
    shrink: (state, stream, pageSize) => remember(rules.shrink(state, stream, pageSize), seenIn(state)),
    step: (state, page) => {
      const response = rules.step(state, page);
      const seen = seenIn(state);
      const rows = page.changes.map((item) => JSON.stringify(item.insert ?? item.delete));
      return answerWith(rules, response, remember(response.state, { ...seen, [page.ask.stream]: [...(seen[page.ask.stream] ?? []), ...rows] }));
    },
  })),
};

function remember(state: State, seen: Seen): State & { seen: Seen } {
  return { ...state, seen: Object.fromEntries(Object.keys(state.streams).map((name) => [name, seen[name] ?? []])) };
}

function seenIn(state: State & { seen?: Seen }): Seen {
  return state.seen ?? {};
}

function split(stream: Json): { rest: Json; seen: readonly string[] } {
  if (!isJsonObject(stream)) return { rest: stream, seen: [] };
  const { seen, ...rest } = stream;
  return { rest, seen: Array.isArray(seen) ? seen.map(String) : [] };
}
