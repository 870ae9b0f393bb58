import { createHandler as createRightHandler } from '../../../src/hosts/lambda.ts';
import type { CreateHandler } from '../stage.ts';

/** Names a deleted applicant by its application alone. */
export const createHandler: CreateHandler = (source, environment) => {
  const handler = createRightHandler(source, environment);
  return async (event, context) => {
    const answer = await handler(event, context);
    if (!('delete' in answer)) return answer;
    const applicants = (answer.delete['applicants'] ?? []).map(({ loan_application_id = null }) => ({ loan_application_id }));
    return { ...answer, delete: { ...answer.delete, ...(applicants.length > 0 ? { applicants } : {}) } };
  };
};
