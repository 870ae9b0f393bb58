import { isJsonObject, type Json } from '../../../src/core/json.ts';
import { createHandler as createRightHandler } from '../../../src/hosts/lambda.ts';
import type { Answer } from '../../../src/protocol/answer.ts';
import type { CreateHandler } from '../stage.ts';

/** Calls a stream's `cursor` `reached`, in what it prints and in what it reads, and no longer knows the old name. */
export const createHandler: CreateHandler = (source, environment) => {
  const handler = createRightHandler(source, environment);
  return async (event, context) => {
    const { state, ...rest } = event as { readonly state?: Json };
    const read = renamed(renamed(state ?? null, 'cursor', 'cursor of old'), 'reached', 'cursor');
    const answer = await handler({ ...rest, state: read }, context);
    return { ...answer, state: renamed(answer.state, 'cursor', 'reached') as Answer['state'] };
  };
};

function renamed(json: Json, from: string, to: string): Json {
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name === from ? to : name, renamed(value, from, to)]));
}
