import assert from 'node:assert/strict';
import '../../without-tracking.ts';
import { MatchersV3 } from '@pact-foundation/pact';
import { countRows } from '../../../src/protocol/answer.ts';
import type { Interaction } from '../interaction.ts';
import { takeAnswer } from '../uses.ts';
import { nothing, rows, schema } from './loan-tables.ts';

const { like } = MatchersV3;

/** Whatever it holds, it is an object, and comes back as it is. */
const state = like({});

/** Pages so small that a list of this source has several. */
const payload = { pageSize: '4' };

/** A sync from its first call to its last, and the next one. */
export const syncs: readonly Interaction[] = [
  {
    asks: 'a first sync that fits one call',
    given: 'a source with rows',
    message: 'answer',
    template: { state, insert: rows, delete: like({}), schema, hasMore: false },
    use: takeAnswer((answer) => {
      assert.ok(countRows(answer) > 0);
      assert.equal(answer.hasMore, false);
    }),
  },
  {
    asks: 'a first sync whose state is null',
    given: 'a source with rows',
    state: null,
    message: 'answer',
    template: { state, insert: rows, delete: like({}), schema, hasMore: false },
    use: takeAnswer((answer) => {
      assert.ok(countRows(answer) > 0);
    }),
  },
  {
    asks: 'the first page of a sync of several calls',
    given: 'a source that stops answering after two pages',
    payload,
    message: 'answer',
    template: { state, insert: rows, delete: like({}), schema, hasMore: true },
    use: takeAnswer(goesOn),
  },
  {
    asks: 'a page in the middle',
    given: 'a sync under way, and a source that stops answering after two pages',
    payload,
    state: { version: 1, streams: { loan_applications: { phase: 'paging' } } },
    message: 'answer',
    template: { state, insert: rows, delete: like({}), schema, hasMore: true },
    use: takeAnswer(goesOn),
  },
  {
    asks: 'the last page',
    given: 'a sync under way, and a source that answers again',
    payload,
    state: { version: 1, streams: { loan_applications: { phase: 'paging' } } },
    message: 'answer',
    template: { state, insert: rows, delete: like({}), schema, hasMore: false },
    use: takeAnswer((answer) => {
      assert.ok(countRows(answer) > 0);
      assert.equal(answer.hasMore, false);
    }),
  },
  {
    asks: 'an incremental sync',
    given: 'a sync of yesterday, and a row that changed since',
    state: { version: 1, streams: { loan_applications: { phase: 'idle', cursor: '2026-01-31T08:00:00.000Z' } } },
    message: 'answer',
    template: { state, insert: rows, delete: like({}), schema, hasMore: false },
    use: takeAnswer((answer) => {
      assert.ok(countRows(answer) > 0);
      assert.equal(answer.hasMore, false);
    }),
  },
  {
    asks: 'a sync with nothing new',
    given: 'a sync of yesterday, and nothing that changed since',
    state: { version: 1, streams: { loan_applications: { phase: 'idle', cursor: '2026-01-31T08:00:00.000Z' } } },
    message: 'answer',
    // An empty answer that asked for another call would bring the connection nearer to its end.
    template: { state, insert: nothing, delete: nothing, schema, hasMore: false },
    use: takeAnswer((answer) => {
      assert.equal(countRows(answer), 0);
      assert.equal(answer.hasMore, false);
    }),
  },
];

function goesOn(answer: Parameters<Parameters<typeof takeAnswer>[0]>[0]): void {
  assert.ok(countRows(answer) > 0);
  assert.equal(answer.hasMore, true);
}
