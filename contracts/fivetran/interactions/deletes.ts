import assert from 'node:assert/strict';
import '../../without-tracking.ts';
import { MatchersV3 } from '@pact-foundation/pact';
import type { Interaction } from '../interaction.ts';
import { takeAnswer } from '../uses.ts';
import { applicants, loanApplications, schema } from './loan-tables.ts';

const { like } = MatchersV3;

/** Rows that are gone, each by its key columns. */
export const deletes: readonly Interaction[] = [
  {
    asks: 'a sync after rows were deleted',
    given: 'a sync of yesterday, and rows that were deleted since',
    state: { version: 1, streams: { loan_applications: { phase: 'idle', cursor: '2026-01-31T08:00:00.000Z' } } },
    message: 'answer',
    template: {
      state: like({}),
      insert: like({}),
      delete: { loan_applications: loanApplications, applicants },
      schema,
      hasMore: false,
    },
    use: takeAnswer((answer) => {
      assert.ok((answer.delete['loan_applications'] ?? []).length > 0);
      assert.ok((answer.delete['applicants'] ?? []).length > 0);
    }),
  },
];
