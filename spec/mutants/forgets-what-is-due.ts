import type { Response } from '../../src/core/response.ts';
import { altered, type Mutant } from './alter.ts';

export const forgetsWhatIsDue: Mutant = {
  name: 'forgets-what-is-due',
  mistake: 'there is more only while a stream is being paged: one whose turn has not come is forgotten',
  subject: altered((rules) => {
    const forget = (response: Response): Response => ({
      ...response,
      hasMore: response.hasMore && Object.values(response.state.streams).some(({ phase }) => phase === 'paging'),
    });
    return { step: (state, page) => forget(rules.step(state, page)), respond: (state) => forget(rules.respond(state)) };
  }),
};
