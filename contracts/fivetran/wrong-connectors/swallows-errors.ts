import { createHandler as createRightHandler } from '../../../src/hosts/lambda.ts';
import type { Answer, StoredAnswer } from '../../../src/protocol/answer.ts';
import type { CreateHandler } from '../stage.ts';

/** Catches every error and ends the sync as if nothing had been there. */
export const createHandler: CreateHandler = (source, environment) => {
  const handler = createRightHandler(source, environment);
  return async (event, context): Promise<Answer | StoredAnswer> =>
    handler(event, context).catch((): Answer => ({ state: {}, insert: {}, delete: {}, schema: {}, hasMore: false }));
};
