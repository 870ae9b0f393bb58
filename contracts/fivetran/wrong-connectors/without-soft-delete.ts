import { createHandler as createRightHandler } from '../snapshot-connector.ts';
import type { CreateHandler } from '../stage.ts';

/** Reads a snapshot and never says that what it does not list is gone. */
export const createHandler: CreateHandler = (source, environment) => {
  const handler = createRightHandler(source, environment);
  return async (event, context) => {
    const answer = { ...(await handler(event, context)) };
    delete answer.softDelete;
    return answer;
  };
};
