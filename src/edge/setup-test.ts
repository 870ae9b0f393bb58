import type { Connector } from '../core/connector.ts';
import type { Instant } from '../core/instant.ts';
import { isJsonObject } from '../core/json.ts';
import type { Answer } from '../protocol/answer.ts';
import type { Event } from '../protocol/event.ts';
import type { FetchPage } from './fetch-page.ts';

/**
 * The setup test: one request as a first sync would send it, so that settings and credentials are known to be
 * right; no rows, and the state as it came. Rejects with what is wrong.
 */
export async function setupTest(
  { parse, plan, step, respond }: Connector,
  { state: json }: Pick<Event, 'state'>,
  fetchPage: FetchPage,
  now: Instant,
  signal: AbortSignal,
): Promise<Answer> {
  const { state, asks } = plan(parse(undefined).state, now);
  const [ask] = asks;
  if (ask !== undefined) step(state, (await fetchPage(ask, signal)).page);
  const { schema } = respond(state);
  return { state: isJsonObject(json) ? json : {}, insert: {}, delete: {}, schema, hasMore: false };
}
