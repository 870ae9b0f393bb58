import type { Catalog } from '../../src/core/catalog.ts';
import type { Cursor } from '../../src/core/cursor.ts';
import type { Options } from '../../src/core/options.ts';
import type { Page } from '../../src/core/page.ts';
import type { CountdownPosition } from '../../src/core/paging/countdown.ts';
import type { Positions, StrategyName } from '../../src/core/paging/strategies.ts';
import type { Response } from '../../src/core/response.ts';
import type { Paging, State, StreamState } from '../../src/core/state.ts';
import { finishWindow } from '../../src/core/turn-window.ts';
import { ours } from '../simulation/ours.ts';
import type { Judged, Subject } from '../simulation/subject.ts';

/** A wrong core: ours, but for one mistake. */
export type Mutant = {
  readonly name: string;
  /** What is wrong with it, as its author would have thought it right. */
  readonly mistake: string;
  readonly subject: Subject;
  /** The kinds of list, by the name of their source, where it matters; windows that are counted down unless set. */
  readonly sources?: readonly string[];
};

/** Ours with some of its functions replaced. */
export function altered(change: (rules: Judged, catalog: Catalog, options: Options) => Partial<Judged>): Subject {
  return (catalog, options) => {
    const rules = ours(catalog, options);
    return { ...rules, ...change(rules, catalog, options) };
  };
}

/** Ours, reading another page than the one that came. */
export function alteredPage(change: (page: Page, paging: Paging, catalog: Catalog) => Page): Subject {
  return altered((rules, catalog) => ({
    step: (state, page) => {
      const paging = pagingOf(state, page.ask.stream);
      return rules.step(state, paging === null ? page : change(page, paging, catalog));
    },
  }));
}

/** What a step did to the stream that its page is from. */
export type Step = {
  readonly page: Page;
  readonly before: Paging;
  readonly after: StreamState;
  readonly response: Response;
  readonly catalog: Catalog;
};

/** Ours, leaving the page's stream in another state; null leaves the response as it is. */
export function alteredStep(change: (step: Step) => StreamState | null): Subject {
  return altered((rules, catalog) => ({
    step: (state, page) => {
      const response = rules.step(state, page);
      const before = pagingOf(state, page.ask.stream);
      const after = response.state.streams[page.ask.stream];
      if (before === null || after === undefined) return response;
      const changed = change({ page, before, after, response, catalog });
      return changed === null ? response : answerWith(rules, response, withStream(response.state, page.ask.stream, changed));
    },
  }));
}

/** Ours, making another plan for the streams that are being read. */
export function alteredPlan(change: (stream: StreamState, name: string, before: StreamState | undefined) => StreamState): Subject {
  return altered((rules) => ({
    plan: (state, now) => {
      const planned = rules.plan(state, now);
      const streams = Object.fromEntries(
        Object.entries(planned.state.streams).map(([name, stream]) => [name, change(stream, name, state.streams[name])]),
      );
      // A stream that is being paged already is not opened again, so the second plan only names the asks.
      return rules.plan({ streams }, now);
    },
  }));
}

export function pagingOf({ streams }: State, name: string): Paging | null {
  const stream = streams[name];
  return stream?.phase === 'paging' ? stream : null;
}

/** The downward part of a countdown. */
export function counting({ strategy, position }: Paging): Extract<CountdownPosition, { at: 'count' }> | null {
  return strategy === 'countdown' && position.at === 'count' ? position : null;
}

/** The same window at another position of its strategy. */
export function at(paging: Paging, position: Positions[StrategyName]): Paging {
  return { ...paging, position } as Paging;
}

/** Whether the rest of a window that was cut is being read, and no longer the piece before. */
export function isNextPiece(before: Paging, after: StreamState): boolean {
  return after.phase === 'paging' && before.window !== null && after.window?.from === before.window.until;
}

export function withStream(state: State, name: string, stream: StreamState): State {
  return { streams: { ...state.streams, [name]: stream } };
}

/** The same rows with another state, and `hasMore` as that state has it. */
export function answerWith(rules: Judged, response: Response, state: State): Response {
  return { ...response, state, hasMore: rules.respond(state).hasMore };
}

/** The stream once its window, or the piece that was being read, is done. */
export function finished(catalog: Catalog, name: string, paging: Paging, reached: Cursor = null): StreamState {
  const stream = catalog.streams[name];
  return stream === undefined ? paging : finishWindow(stream, paging, reached);
}

/** Whether the page's rows went out. */
export function wasDelivered({ response, page }: Pick<Step, 'response' | 'page'>): boolean {
  return page.count === 0 || Object.keys(response.insert).length + Object.keys(response.delete).length > 0;
}
