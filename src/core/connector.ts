import type { Catalog } from './catalog.ts';
import type { Instant } from './instant.ts';
import type { Json, JsonObject } from './json.ts';
import { merge } from './merge.ts';
import type { Options } from './options.ts';
import type { Page } from './page.ts';
import { plan, type Plan } from './plan.ts';
import { respond } from './respond.ts';
import type { Response } from './response.ts';
import { shrink } from './shrink.ts';
import type { State } from './state.ts';
import { parseState, printState, type ParsedState } from './state-text.ts';
import { step } from './step.ts';

/** The rules of a sync, bound to a source and a connection's choices. Every function is pure. */
export type Connector = {
  readonly catalog: Catalog;
  readonly options: Options;
  /** Reads the state of an event. Throws `STATE`. */
  readonly parse: (json: Json | undefined) => ParsedState;
  readonly print: (state: State) => JsonObject;
  /** What to ask for next. */
  readonly plan: (state: State, now: Instant) => Plan;
  /** What a page comes to. Throws `CONTRACT` or `LIMIT` where the API broke its promise. */
  readonly step: (state: State, page: Page) => Response;
  /** A response that brings no rows. */
  readonly respond: (state: State) => Response;
  /** Several responses as one. */
  readonly merge: (responses: readonly Response[]) => Response;
  /** The same place in a stream's window with fewer rows per page. */
  readonly shrink: (state: State, stream: string, pageSize: number) => State;
};

export function connector(catalog: Catalog, options: Options): Connector {
  const context = { catalog, options };
  return {
    catalog,
    options,
    parse: (json) => parseState(catalog, json),
    print: printState,
    plan: (state, now) => plan(context, state, now),
    step: (state, page) => step(context, state, page),
    respond: (state) => respond(context, state, []),
    merge: (responses) => merge(catalog, responses),
    shrink: (state, stream, pageSize) => shrink(context, state, stream, pageSize),
  };
}
