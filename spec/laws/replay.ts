import type { Response } from '../../src/core/response.ts';
import type { Story } from '../simulation/story.ts';
import type { Judged } from '../simulation/subject.ts';
import { contentsOf, load, type Warehouse } from '../simulation/warehouse.ts';
import { demand, sameJson } from './demand.ts';
import type { Family } from './law.ts';
import { foldsOf } from './moves.ts';

/** R: what happens when Fivetran repeats itself, and how pages come together in an answer. */
export const replayLaws: Family = {
  letter: 'R',
  about: 'repeating and merging',
  file: 'replay.ts',
  laws: [
    {
      id: 'R1',
      says: 'The same state and page always give the same response.',
      why: 'Fivetran calls again after every error; a second call must not depend on the first.',
      rests: 'protocol: Errors',
      holds: (story) => {
        for (const { call, fold } of foldsOf(story)) {
          const again = call.rules.step(fold.state, fold.page);
          demand(sameJson(again, fold.response), () => `first ${JSON.stringify(fold.response)}, then ${JSON.stringify(again)}`);
        }
      },
    },
    {
      id: 'R2',
      says: 'Delivering an answer twice never changes the warehouse, with a softDelete or without.',
      why: 'Every answer may be stored twice; counts and sums would be wrong.',
      rests: 'protocol: Errors; Response',
      holds: ({ calls }) => {
        const once: Warehouse = new Map();
        const twice: Warehouse = new Map();
        for (const { answer } of calls) {
          if (answer === null) continue;
          load(once, answer);
          load(twice, answer);
          load(twice, answer);
        }
        demand(sameJson(contentsOf(once), contentsOf(twice)), () => `once ${JSON.stringify(contentsOf(once))}, twice ${JSON.stringify(contentsOf(twice))}`);
      },
    },
    {
      id: 'R3',
      says: 'However pages are grouped into answers, the warehouse and the positions always end the same.',
      why: 'How many pages a call carries depends on time and size, which no two runs share.',
      rests: 'design: Budgets; the shape (merge)',
      holds: (story) => {
        const runs = runsOf(story);
        if (runs.length === 0) return;
        const expected = outcome(runs, 1);
        for (const size of [2, 3, Number.POSITIVE_INFINITY]) {
          const grouped = outcome(runs, size);
          demand(sameJson(grouped, expected), () => `one by one ${JSON.stringify(expected)}, by ${size} ${JSON.stringify(grouped)}`);
        }
      },
    },
    {
      id: 'R4',
      says: 'Merging merged responses always gives what merging all of them at once gives.',
      why: 'Pages may be folded as they come or all in the end, whatever memory allows.',
      rests: 'design: the shape (merge)',
      holds: (story) => {
        for (const { rules, responses } of runsOf(story)) {
          if (responses.length < 3) continue;
          const whole = canonical(rules.merge(responses));
          for (const cut of [1, Math.floor(responses.length / 2), responses.length - 1]) {
            const halves = canonical(rules.merge([rules.merge(responses.slice(0, cut)), rules.merge(responses.slice(cut))]));
            demand(sameJson(halves, whole), () => `at once ${JSON.stringify(whole)}, in two ${JSON.stringify(halves)}`);
          }
        }
      },
    },
  ],
};

/** What was answered, one response after the other, while the same streams were chosen: one answer has one schema. */
type Run = { readonly rules: Judged; readonly responses: readonly Response[] };

function runsOf({ calls }: Story): readonly Run[] {
  const runs: (Run & { streams: string })[] = [];
  for (const { answer, rules, responses, options } of calls) {
    if (answer === null) continue;
    const streams = options.streams.join(' ');
    const last = runs.at(-1);
    if (last?.streams === streams) runs.splice(-1, 1, { rules, streams, responses: [...last.responses, ...responses] });
    else runs.push({ rules, streams, responses });
  }
  return runs;
}

function outcome(runs: readonly Run[], size: number): unknown {
  const warehouse: Warehouse = new Map();
  let last: Response | undefined;
  for (const { rules, responses } of runs) {
    for (const group of chunks(responses, Math.min(size, responses.length))) {
      last = rules.merge(group);
      load(warehouse, last);
    }
  }
  return { warehouse: contentsOf(warehouse), state: last?.state, hasMore: last?.hasMore };
}

function chunks<T>(values: readonly T[], size: number): readonly T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, nth) => values.slice(nth * size, (nth + 1) * size));
}

/** The order of rows and tables in an answer means nothing. */
function canonical({ insert, delete: deleted, softDelete, ...rest }: Response): unknown {
  const sorted = (tables: Response['insert']): unknown =>
    Object.entries(tables)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([table, rows]) => [table, rows.map((row) => JSON.stringify(row)).sort()]);
  return { ...rest, insert: sorted(insert), delete: sorted(deleted), softDelete: [...softDelete].sort() };
}
