import { altered, at, counting, withStream, type Mutant } from './alter.ts';

export const counterInAVariable: Mutant = {
  name: 'counter-in-a-variable',
  mistake: 'the page counter lives in a variable that every plan moves on, and the state only gets a copy',
  subject: altered((rules) => {
    const plans = new Map<string, number>();
    return {
      plan: (state, now) => {
        const planned = rules.plan(state, now);
        const [name, stream] = Object.entries(planned.state.streams).find(([, { phase }]) => phase === 'paging') ?? [];
        const position = stream?.phase === 'paging' ? counting(stream) : null;
        if (name === undefined || stream?.phase !== 'paging' || position === null) return planned;
        const page = plans.get(name) ?? position.page;
        plans.set(name, page - 1);
        if (page < 1 || page > position.page) return planned;
        return rules.plan(withStream(planned.state, name, at(stream, { ...position, page })), now);
      },
    };
  }),
};
