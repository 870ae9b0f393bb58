import assert from 'node:assert/strict';
import '../../without-tracking.ts';
import { MatchersV3 } from '@pact-foundation/pact';
import { countRows } from '../../../src/protocol/answer.ts';
import { connectionOf } from '../connection.ts';
import type { Interaction } from '../interaction.ts';
import { takeAnswer, takeSetupTest, takeStoredAnswer, takeStoredObject } from '../uses.ts';
import { loanApplications, nothing, rows, schema } from './loan-tables.ts';

const { like } = MatchersV3;

const setupTest: Omit<Interaction, 'use'> = {
  asks: 'a setup test',
  given: 'a source with rows',
  setupTest: true,
  message: 'answer',
  // The state as it came, no rows, and nothing more to do.
  template: { state: nothing, insert: nothing, delete: nothing, schema, hasMore: false },
};

const object = { bucket: 'rows-of-the-example', key: 'sync/rows.json' };

/** Calls that are no plain sync. */
export const otherWays: readonly Interaction[] = [
  { ...setupTest, use: takeSetupTest(connectionOf({ ...setupTest, use: () => Promise.resolve() })) },
  {
    asks: 'a first sync through S3',
    given: 'a source with rows',
    object,
    message: 'answer',
    template: { state: like({}), schema, hasMore: false },
    use: takeStoredAnswer((answer) => {
      assert.equal(answer.hasMore, false);
    }),
  },
  {
    asks: 'the rows of a first sync through S3',
    given: 'a source with rows',
    object,
    message: 'stored object',
    template: { insert: rows, delete: like({}) },
    use: takeStoredObject((stored) => {
      assert.ok(countRows(stored) > 0);
    }),
  },
  {
    asks: 'only the deletions, by the custom payload',
    given: 'a source with rows, some of which were deleted',
    payload: { streams: 'deleted_loan_applications' },
    message: 'answer',
    template: {
      state: like({}),
      insert: nothing,
      delete: { loan_applications: loanApplications },
      schema: { loan_applications: schema.loan_applications, applicants: schema.applicants },
      hasMore: false,
    },
    use: takeAnswer((answer) => {
      assert.ok((answer.delete['loan_applications'] ?? []).length > 0);
    }),
  },
];
