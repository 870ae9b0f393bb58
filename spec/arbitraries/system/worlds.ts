import fc from 'fast-check';
import type { Setup, World } from '../../simulation/system/world.ts';
import { commands } from './commands.ts';

/** Small lists with small pages, where every place on a page is next to an edge. */
const setup: fc.Arbitrary<Setup> = fc.record(
  {
    seed: fc.integer(),
    applications: fc.nat({ max: 24 }),
    deletions: fc.nat({ max: 3 }),
    advisors: fc.integer({ min: 1, max: 4 }),
    pageSize: fc.integer({ min: 1, max: 4 }),
    settleSeconds: fc.constantFrom(2, 5, 30),
    lambdaAheadMs: fc.oneof(fc.constant(0), fc.integer({ min: -3_000, max: 3_000 }), fc.integer({ min: -600_000, max: 600_000 })),
    concurrency: fc.integer({ min: 1, max: 4 }),
    attempts: fc.integer({ min: 1, max: 4 }),
    timeoutSeconds: fc.constantFrom(1, 10, 30),
    answerBytesMax: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 5_000, max: 9_000 }) }, { weight: 1, arbitrary: fc.constant(6_291_456) }),
    storedBytesMax: fc.integer({ min: 5_000, max: 20_000 }),
    throughS3: fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    callLimitMs: fc.constant(null),
    requestsPerSecond: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(0.5, 3, 40) }),
    startMinutes: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }) }),
    dates: fc.constant(true),
  },
  { noNullPrototype: true },
);

/** Worlds in which everything that the promise rests on holds, and everything else may go wrong. */
export const world: fc.Arbitrary<World> = fc.record({ setup, commands }, { noNullPrototype: true });
