import fc from 'fast-check';
import type { PutFate } from '../../simulation/system/bucket.ts';

const fault: fc.Arbitrary<PutFate> = fc.oneof(
  fc.constantFrom<PutFate>({ kind: 'refused' }, { kind: 'lost before it is stored' }, { kind: 'lost after it is stored' }, { kind: 'never answered' }),
  fc.record({ kind: fc.constant('slowly stored' as const), ms: fc.nat({ max: 20_000 }) }, { noNullPrototype: true }),
);

/** What becomes of each object of a sync through S3, in their order; those after these are stored. */
export const puts: fc.Arbitrary<readonly PutFate[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.constant<PutFate>({ kind: 'stored' }) }, { weight: 1, arbitrary: fault }),
  { maxLength: 6 },
);
