import assert from 'node:assert/strict';
import type { Failure } from '../../../src/core/failure.ts';
import type { Response } from '../../../src/core/response.ts';
import { cursor, exampleId, knownToken } from './examples.ts';
import { interactions } from './interactions.ts';
import type { Interaction } from './interaction.ts';
import { createPlayer, type Player } from './play.ts';

/** What the connector does with answers of a loan API, and which it meets on the way. */
export type Use = {
  readonly what: string;
  readonly meets: readonly Interaction[];
  readonly stream: 'loan_applications' | 'deleted_loan_applications';
  readonly token?: string;
  readonly play: (player: Player) => Promise<void>;
};

const { applicants, applicantsGone, deletions, firstPage, incrementalPage, lastPage, limitedForSeconds, limitedUntil } = interactions;
const { middlePage, nothingNew, otherShape, outOfOrder, pagePastEnd, setupTest, unauthorized } = interactions;

const idleAtCursor = (stream: string) => ({ version: 1, streams: { [stream]: { phase: 'idle', cursor } } });

export const uses: readonly Use[] = [
  {
    what: 'reads a list from its last page to its first, with the applicants of each application',
    meets: [firstPage, lastPage, middlePage, applicants],
    stream: 'loan_applications',
    play: async ({ begin, nextPage }) => {
      const first = await nextPage(begin({}));
      const last = await nextPage(first.state);
      const middle = await nextPage(last.state);
      assert.deepEqual(rowsOf(last), { loan_applications: [exampleId], applicants: ['ap_1'], advisors: ['ad_42'] });
      assert.deepEqual(rowsOf(middle), { loan_applications: [exampleId], applicants: ['ap_1'], advisors: ['ad_42'] });
      assert.deepEqual(middle.delete, { applicants: [{ loan_application_id: exampleId, id: 'ap_3' }] });
    },
  },
  {
    what: 'takes a page past the end for one that rows have left',
    meets: [firstPage, pagePastEnd, applicants],
    stream: 'loan_applications',
    play: async ({ begin, nextPage }) => {
      const empty = await nextPage((await nextPage(begin({}))).state);
      assert.deepEqual(rowsOf(empty), {});
      assert.equal(empty.hasMore, true);
    },
  },
  {
    what: 'asks from its cursor on',
    meets: [incrementalPage, applicants],
    stream: 'loan_applications',
    play: async ({ begin, nextPage }) => {
      const only = await nextPage(begin(idleAtCursor('loan_applications')));
      assert.deepEqual(rowsOf(only), { loan_applications: [exampleId], applicants: ['ap_1'], advisors: ['ad_42'] });
      assert.equal(only.hasMore, false);
    },
  },
  {
    what: 'finds nothing new',
    meets: [nothingNew],
    stream: 'loan_applications',
    play: async ({ begin, nextPage }) => {
      const none = await nextPage(begin(idleAtCursor('loan_applications')));
      assert.deepEqual([rowsOf(none), none.hasMore], [{}, false]);
    },
  },
  {
    what: 'deletes an application with every applicant it ever had',
    meets: [deletions],
    stream: 'deleted_loan_applications',
    play: async ({ begin, nextPage }) => {
      const response = await nextPage(begin(idleAtCursor('deleted_loan_applications')));
      assert.deepEqual(response.delete, {
        loan_applications: [{ id: 'la_0987654321' }],
        applicants: [{ loan_application_id: 'la_0987654321', id: 'ap_2' }],
      });
    },
  },
  {
    what: 'takes an application without its applicants where it was deleted meanwhile',
    meets: [incrementalPage, applicantsGone],
    stream: 'loan_applications',
    play: async ({ begin, nextPage }) => {
      const only = await nextPage(begin(idleAtCursor('loan_applications')));
      assert.deepEqual(rowsOf(only), { loan_applications: [exampleId], advisors: ['ad_42'] });
    },
  },
  {
    what: 'answers a setup test after one request',
    meets: [setupTest],
    stream: 'deleted_loan_applications',
    play: async (player) => {
      assert.partialDeepStrictEqual(await player.setupTest(), { state: {}, insert: {}, delete: {}, hasMore: false });
    },
  },
  {
    what: 'says that its token is not known',
    meets: [unauthorized],
    stream: 'deleted_loan_applications',
    token: unauthorized.request.token,
    play: fails('AUTHENTICATION', /401 came \(Something is wrong\) at the first try/, []),
  },
  {
    what: 'waits as many seconds as it is asked to',
    meets: [limitedForSeconds],
    stream: 'deleted_loan_applications',
    play: fails('SOURCE', /429 came .* after 2 tries/, [7_250]),
  },
  {
    what: 'waits until the time that it is told',
    meets: [limitedUntil],
    stream: 'deleted_loan_applications',
    play: fails('SOURCE', /429 came .* after 2 tries/, [9_250]),
  },
  {
    what: 'tries again where the API is out of order',
    meets: [outOfOrder],
    stream: 'deleted_loan_applications',
    play: fails('SOURCE', /500 came .* after 2 tries/, [250]),
  },
  {
    what: 'refuses a body of another shape',
    meets: [otherShape],
    stream: 'deleted_loan_applications',
    play: fails('CONTRACT', /a list at 'data', but it is missing/, []),
  },
];

/** Asks for the first page, which fails like this after waits like these, in milliseconds. */
function fails(code: Failure['code'], message: RegExp, waited: readonly number[]): Use['play'] {
  return async ({ begin, nextPage, waits }) => {
    await assert.rejects(nextPage(begin({})), { name: code, message });
    assert.deepEqual(waits, waited);
  };
}

function rowsOf({ insert }: Response): Readonly<Record<string, readonly unknown[]>> {
  return Object.fromEntries(Object.entries(insert).map(([table, rows]) => [table, rows.map(({ id }) => id)]));
}

/** Plays a use against the loan API at that address. */
export async function playUse({ stream, token = knownToken, play }: Use, url: string): Promise<void> {
  await play(createPlayer(url, stream, token));
}
