import { createHandler as createRightHandler } from '../../../src/hosts/lambda.ts';
import type { Answer, StoredAnswer } from '../../../src/protocol/answer.ts';
import type { CreateHandler } from '../stage.ts';

/** Sends `hasMore` as a text, as Fivetran's own samples did until 2022. */
export const createHandler: CreateHandler = (source, environment) => {
  const handler = createRightHandler(source, environment);
  return async (event, context) => {
    const answer: object = await handler(event, context).then((right) => ({ ...right, hasMore: String(right.hasMore) }));
    return answer as Answer | StoredAnswer;
  };
};
