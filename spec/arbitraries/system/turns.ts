import fc from 'fast-check';
import type { Fate, RetryAfter, Turn } from '../../simulation/system/turn.ts';
import { edit } from './edits.ts';

const record = { noNullPrototype: true } as const;

const retryAfter: fc.Arbitrary<RetryAfter | null> = fc.option(
  fc.record({ form: fc.constantFrom('seconds', 'date'), seconds: fc.nat({ max: 90 }) }, record),
);

const lost = fc.constantFrom<Fate>({ kind: 'lost on the way there' }, { kind: 'lost on the way back' }, { kind: 'never answered' });

const fault: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 2, arbitrary: lost },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('slow' as const), ms: fc.nat({ max: 40_000 }) }, record) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('executed twice' as const), answered: fc.constantFrom('first', 'second') }, record) },
  {
    weight: 1,
    arbitrary: fc.record(
      { kind: fc.constant('cut off' as const), how: fc.constantFrom('broken', 'broken', 'closed'), hundredths: fc.nat({ max: 99 }) },
      record,
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record(
      { kind: fc.constant('refused' as const), status: fc.constantFrom(429, 429, 500, 502, 503, 504, 408), retryAfter, body: fc.constantFrom('problem', 'long problem', 'page') },
      record,
    ),
  },
);

const answered = fc.constant<Fate>({ kind: 'answered' });

/** A delay that most requests have, and now and then a long one. */
const delayMs = fc.oneof({ weight: 5, arbitrary: fc.constant(5) }, { weight: 1, arbitrary: fc.nat({ max: 3_000 }) });

/** One request among others, in a world whose network fails so often. */
const turn = (faults: number): fc.Arbitrary<Turn> =>
  fc.record(
    {
      delayMs,
      edits: fc.array(edit, { maxLength: 3 }),
      answering: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 100 }) }),
      fate: fc.oneof({ weight: 100 - faults, arbitrary: answered }, { weight: faults, arbitrary: fault }),
    },
    record,
  );

/** Requests over a network that is mostly sound, or mostly not. */
export const turns: fc.Arbitrary<readonly Turn[]> = fc.oneof(
  { weight: 2, arbitrary: fc.array(turn(8), { maxLength: 48, size: 'max' }) },
  { weight: 1, arbitrary: fc.array(turn(40), { maxLength: 24, size: 'max' }) },
);
