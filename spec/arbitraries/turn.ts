import fc from 'fast-check';
import { quietTurn, type CallEnd, type Change, type Turn } from '../simulation/scenario.ts';
import { edit, event } from './edit.ts';

/** Null mostly, so that what happens stands out. */
const sometimes = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const callEnd = fc.constantFrom<CallEnd>('answer', 'answer', 'answer', 'die', 'twice', 'forget');

const change = fc.constantFrom<Change>('settings', 'one stream', 'all streams', 'larger pages', 'smaller pages', 'reset', 'clock ahead', 'clock behind');

/** A share of the page size; one above 1 must change nothing. */
const shrink = fc.constantFrom(0.2, 0.5, 0.7, 1.5);

/** What happens around the reads of a round; several edits a read in a busy one. */
const around: fc.Arbitrary<Pick<Turn, 'before' | 'within'>> = fc.record({
  before: fc.array(fc.array(event, { maxLength: 2, size: 'max' }), { maxLength: 3, size: 'max' }),
  within: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(edit, { maxLength: 2, size: 'max' }) }),
});

/** What happens to the call itself; nothing, mostly. */
const fate: fc.Arbitrary<Partial<Turn>> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  { weight: 5, arbitrary: fc.record({ order: fc.nat({ max: 119 }) }) },
  { weight: 1, arbitrary: fc.record({ again: fc.nat({ max: 9 }), order: fc.nat({ max: 119 }) }) },
  { weight: 2, arbitrary: fc.record({ shrink, again: sometimes(1, fc.nat({ max: 9 })) }) },
  { weight: 3, arbitrary: fc.record({ end: callEnd, change: sometimes(3, change) }) },
);

/** One round of a call. */
export const turn: fc.Arbitrary<Turn> = fc.tuple(around, fate).map(([edits, rest]) => ({ ...quietTurn, ...edits, ...rest }));
