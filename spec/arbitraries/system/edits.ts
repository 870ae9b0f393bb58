import fc from 'fast-check';
import { editKinds, type Edit, type EditKind } from '../../simulation/system/edit.ts';

/** What moves rows while a list is read comes most often. */
const weights: Partial<Record<EditKind, number>> = { 'change an application': 5, 'delete an application': 3, 'create an application': 3 };

const kind = fc.oneof(...editKinds.map((name) => ({ weight: weights[name] ?? 1, arbitrary: fc.constant(name) })));

/** One in four commits late. */
const late = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 100 }) });

export const edit: fc.Arbitrary<Edit> = fc.record({ kind, pick: fc.nat({ max: 999 }), late }, { noNullPrototype: true });
