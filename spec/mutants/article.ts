import { collect } from '../../src/core/collect.ts';
import type { Instant } from '../../src/core/instant.ts';
import type { Ask } from '../../src/core/page.ts';
import { altered, at, withStream, type Mutant } from './alter.ts';

/** No window has an end in the original: it asks for everything changed since its cursor. */
const never = Date.UTC(9999, 0, 1) as Instant;

/**
 * The original article's algorithm. It counts pages upward from 1 while the source says there is more, and when
 * there is none stores the clock, read after the fetch, as the next cursor. Its first cursor is the clock as well; here
 * it is the beginning, so that what it loses while paging shows by itself.
 */
export const article: Mutant = {
  name: 'article',
  mistake: 'the original algorithm: pages upward, no end to the window, and the clock after the fetch as cursor',
  subject: altered((rules, catalog) => ({
    plan: (begun, now) => {
      const state = rules.plan(begun, now).state;
      const [stream, paging] = Object.entries(state.streams).find(([, { phase }]) => phase === 'paging') ?? [];
      if (stream === undefined || paging?.phase !== 'paging') return { state, asks: [] };
      if (paging.strategy !== 'countdown' || paging.window === null) return rules.plan(begun, now);
      const window = { ...paging.window, until: never, end: never };
      const opened = { ...paging, window };
      const page = opened.position.at === 'first' ? 1 : opened.position.page;
      const { restarts, pageSize } = opened;
      const ask: Ask = { stream, strategy: 'countdown', window, restarts, pageSize, want: { at: 'climb', page, total: null } };
      return { state: { streams: { ...state.streams, [stream]: opened } }, asks: [ask] };
    },
    step: (state, page) => {
      const { ask } = page;
      const { stream, pageSize } = ask;
      const paging = state.streams[stream];
      if (paging?.phase !== 'paging') return rules.respond(state);
      if (ask.strategy !== 'countdown' || ask.window === null) return rules.step(state, page);
      const { want } = ask;
      const more = page.total === null ? page.count > 0 : want.page * pageSize < page.total;
      const next = withStream(state, stream, more ? at(paging, { at: 'climb', page: want.page + 1 }) : { phase: 'idle', cursor: page.date });
      return { ...rules.respond(next), ...collect(catalog, page.changes) };
    },
  })),
};
