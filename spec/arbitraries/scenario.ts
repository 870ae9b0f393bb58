import fc from 'fast-check';
import type { Manner } from '../simulation/list-world.ts';
import type { Scenario } from '../simulation/scenario.ts';
import { countdownCatalogs, otherCatalogs } from '../simulation/things.ts';
import { turn } from './turn.ts';

const manner: fc.Arbitrary<Manner> = fc.record({
  counted: fc.constantFrom('before', 'after'),
  contents: fc.constantFrom('at once', 'at once', 'later'),
  dated: fc.constantFrom(true, true, true, false),
});

const minuteMs = 60_000;

/** Many of one moment, some of another day, so that windows are cut at every depth. */
const age = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: minuteMs }) }, { weight: 1, arbitrary: fc.nat({ max: 100 * 24 * 60 * minuteMs }) });

/** The kinds of list that are cut take many pages each, and are rarer; so is each of the other ways to read one. */
const catalog = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7) },
  { weight: 2, arbitrary: fc.nat({ max: otherCatalogs.length - 1 }).map((nth) => countdownCatalogs.length + nth) },
);

/** Sources of every kind on trial, and syncs of them while they change. */
export const scenario: fc.Arbitrary<Scenario> = fc.record({
  catalog,
  manner,
  ages: fc.array(age, { maxLength: 28, size: 'max' }),
  startAgeMs: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat({ max: 20 * minuteMs }) }),
  pageSize: fc.constantFrom(1, 1, 2, 2, 3, 4),
  pagesAhead: fc.constantFrom(0, 1, 2, 4),
  skewMs: fc.constantFrom(0, 0, 900, -900, 4_500, -4_500, 40 * minuteMs, -40 * minuteMs),
  turns: fc.array(turn, { maxLength: 24, size: 'max' }),
});
