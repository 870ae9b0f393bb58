import assert from 'node:assert/strict';
import '../../without-tracking.ts';
import { MatchersV3 } from '@pact-foundation/pact';
import { countRows } from '../../../src/protocol/answer.ts';
import type { Interaction } from '../interaction.ts';
import { takeAnswer } from '../uses.ts';
import { loanApplications, nothing, schema as schemaOfAll } from './loan-tables.ts';

const { like } = MatchersV3;

const schema = { loan_applications: schemaOfAll.loan_applications };
const insert = { loan_applications: loanApplications };

/** Pages so small that the list has several. */
const payload = { pageSize: '4' };

/** A source that forgets what was deleted: its whole list is read in every sync. */
export const snapshots: readonly Interaction[] = [
  {
    asks: 'the first page of a snapshot',
    given: 'a source that stops answering after two pages',
    payload,
    message: 'answer',
    // Whatever synced before is deleted, unless it is in this answer or in one that follows.
    template: { state: like({}), insert, delete: nothing, schema, softDelete: ['loan_applications'], hasMore: true },
    use: takeAnswer((answer) => {
      assert.ok(countRows(answer) > 0);
      assert.deepEqual(answer.softDelete, ['loan_applications']);
    }),
  },
  {
    asks: 'a later page of a snapshot',
    given: 'a sync under way, and a source that stops answering after two pages',
    payload,
    state: { version: 1, streams: { loan_applications: { phase: 'paging' } } },
    message: 'answer',
    template: { state: like({}), insert, delete: nothing, schema, hasMore: true },
    use: takeAnswer((answer) => {
      assert.ok(countRows(answer) > 0);
      // Named once more, it would take back the rows of the pages before.
      assert.deepEqual(answer.softDelete, []);
    }),
  },
];
