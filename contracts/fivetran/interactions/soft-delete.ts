import assert from 'node:assert/strict';
import '../../without-tracking.ts';
import { MatchersV3 } from '@pact-foundation/pact';
import type { Interaction } from '../interaction.ts';
import { takeAnswer } from '../uses.ts';
import { nothing } from './loan-tables.ts';

const { eachLike, like, string } = MatchersV3;

/** The first page of a snapshot: whatever synced before is gone, unless it is in this snapshot. */
export const softDelete: Interaction = {
  asks: 'the first page of a snapshot',
  given: 'a source with rows',
  message: 'answer',
  template: {
    state: like({}),
    insert: { branches: eachLike({ id: string('br_400001') }) },
    delete: nothing,
    schema: { branches: { primary_key: ['id'] } },
    softDelete: ['branches'],
    hasMore: like(true),
  },
  use: takeAnswer((answer) => {
    assert.deepEqual(answer.softDelete, ['branches']);
    assert.ok((answer.insert['branches'] ?? []).length > 0);
  }),
};
