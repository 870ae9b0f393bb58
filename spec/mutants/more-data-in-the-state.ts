import { isJsonObject } from '../../src/core/json.ts';
import { altered, type Mutant } from './alter.ts';

export const moreDataInTheState: Mutant = {
  name: 'more-data-in-the-state',
  mistake: 'the state carries `moreData` and a link with its token, which belong to one answer',
  subject: altered((rules) => ({
    print: (state) => ({ ...rules.print(state), moreData: rules.respond(state).hasMore, next: 'https://source/list?token=secret' }),
    parse: (json) => {
      if (!isJsonObject(json)) return rules.parse(json);
      return rules.parse(Object.fromEntries(Object.entries(json).filter(([name]) => name !== 'moreData' && name !== 'next')));
    },
  })),
};
