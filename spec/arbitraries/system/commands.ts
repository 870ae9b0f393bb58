import fc from 'fast-check';
import { printCommand, type CallManner, type CallWay, type Command } from '../../simulation/system/command.ts';
import { edit } from './edits.ts';
import { puts } from './puts.ts';
import { turns } from './turns.ts';

const record = { noNullPrototype: true } as const;

const way: fc.Arbitrary<CallWay> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<CallWay>({ kind: 'as it should' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<CallWay>({ kind: 'Lambda dies before it' }, { kind: 'Lambda dies after answering' }, { kind: 'answer loaded twice' }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('Lambda dies while it answers' as const), afterMs: fc.nat({ max: 200 }) }, record) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('called again' as const), firstLoaded: fc.boolean() }, record) },
  {
    weight: 1,
    arbitrary: fc.record(
      { kind: fc.constant('called twice at once' as const), laterMs: fc.nat({ max: 60 }), used: fc.constantFrom('first', 'second') },
      record,
    ),
  },
);

/** From Lambda's longest to nearly nothing. */
const limitMs = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(null, 900_000, 60_000) },
  { weight: 1, arbitrary: fc.oneof(fc.nat({ max: 40_000 }), fc.nat({ max: 60 })) },
);

const manner: fc.Arbitrary<CallManner> = fc.record({ limitMs, way }, record);

/** Mostly a sync runs to its end. */
const callsMax = fc.oneof({ weight: 4, arbitrary: fc.constant(500) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) });

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('sync' as const), callsMax, calls: fc.array(manner, { maxLength: 8 }), turns, puts }, record) },
  {
    weight: 4,
    arbitrary: fc.record(
      { kind: fc.constant('pause' as const), ms: fc.oneof(fc.nat({ max: 90_000 }), fc.constantFrom(900_000, 86_400_000)), edits: fc.array(edit, { maxLength: 12, size: 'max' }) },
      record,
    ),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reset' as const), tables: fc.constantFrom('emptied', 'kept') }, record) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('clock' as const), whose: fc.constantFrom('source', 'Lambda'), ms: fc.integer({ min: -120_000, max: 120_000 }) }, record),
  },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.record({ kind: fc.constant('setting' as const), name: fc.constantFrom('pageSize', 'concurrency'), value: fc.integer({ min: 1, max: 6 }) }, record),
      fc.record(
        { kind: fc.constant('setting' as const), name: fc.constant('streams' as const), value: fc.constantFrom('all', 'all', 'loan_applications', 'deleted_loan_applications') },
        record,
      ),
      fc.record({ kind: fc.constant('setting' as const), name: fc.constant('path' as const), value: fc.constantFrom('', '/loans') }, record),
    ),
  },
);

/** What happens in a world. Each command prints itself as a sentence. */
export const commands: fc.Arbitrary<readonly Command[]> = fc.array(command.map(printing), { minLength: 1, maxLength: 10 });

function printing(command: Command): Command {
  return Object.assign({ ...command }, { toString: () => printCommand(command) });
}
