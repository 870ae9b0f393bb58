import { Failure } from '../../core/failure.ts';
import { no, yes, type Question } from './question.ts';

/** Some APIs answer anybody, with what anybody may see. */
export const wrongCredential: Question = {
  states: 'a wrong credential is refused',
  matters: 'The API answers without a valid credential, with what anybody may see: when yours expires nobody notices, rows are missing, and a snapshot takes them for deleted.',
  ask: async ({ asStranger }) => {
    if (asStranger === null) return null;
    try {
      const { status, items } = await asStranger();
      return status === 200 ? no(`status 200 and ${items.length} rows came for it`) : yes(`status ${status} came for it`);
    } catch (error) {
      if (error instanceof Failure && error.code === 'AUTHENTICATION') return yes('it is refused');
      throw error;
    }
  },
};
