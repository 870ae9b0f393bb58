import { createHandler as createRightHandler } from '../../../src/hosts/lambda.ts';
import type { CreateHandler } from '../stage.ts';

/** Answers a setup test with rows and a state, as if it were a sync. */
export const createHandler: CreateHandler = (source, environment) => {
  const handler = createRightHandler(source, environment);
  return async (event, context) => handler({ ...(event as object), setup_test: false }, context);
};
