import type { Response } from '../../src/core/response.ts';
import { altered, type Mutant } from './alter.ts';

export const noSchemaForDeletes: Mutant = {
  name: 'no-schema-for-deletes',
  mistake: 'the schema names only the tables with inserted rows',
  subject: altered((rules) => {
    const only = (response: Response): Response => ({
      ...response,
      schema: Object.fromEntries(Object.entries(response.schema).filter(([table]) => response.insert[table] !== undefined)),
    });
    return { step: (state, page) => only(rules.step(state, page)), merge: (responses) => only(rules.merge(responses)) };
  }),
};
