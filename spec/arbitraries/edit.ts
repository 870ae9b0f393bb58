import fc from 'fast-check';
import type { Edit } from '../simulation/edit.ts';
import { lateMsMax, stepBackMsMax } from '../simulation/list-world.ts';

const pick = fc.nat({ max: 1_000 });

/** Most edits are seen at once; some are committed as late as a source may. */
const lateMs = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(60, 900, lateMsMax, lateMsMax) });

const dataEdit = (kind: 'add' | 'change' | 'delete' | 'restore'): fc.Arbitrary<Edit> => fc.record({ kind: fc.constant(kind), pick, lateMs });

/** What moves rows while a list is read: mostly changes and deletions. */
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: dataEdit('change') },
  { weight: 4, arbitrary: dataEdit('delete') },
  { weight: 1, arbitrary: dataEdit('add') },
  { weight: 1, arbitrary: dataEdit('restore') },
);

/** What may happen before a read: edits, time passing, the clock set back. */
export const event: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 16, arbitrary: edit },
  { weight: 2, arbitrary: fc.constant<Edit>({ kind: 'change all' }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(300, 1_100, 2_000, 8_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('step back' as const), ms: fc.constantFrom(700, stepBackMsMax) }) },
);
