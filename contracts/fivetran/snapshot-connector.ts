import { answerEvent } from '../../src/edge/answer-event.ts';
import type { Source } from '../../src/edge/source.ts';
import { loans } from '../../src/sources/loans.ts';
import type { CreateHandler } from './stage.ts';

/** The loan API read as one that forgets what was deleted: its whole list in every sync, and nothing but the list. */
const snapshotsOfLoans: Source = {
  ...loans,
  catalog: {
    source: 'snapshots-of-loans',
    tables: { loan_applications: { primary_key: ['id'] } },
    streams: {
      loan_applications: {
        tables: ['loan_applications'],
        strategy: { name: 'countdown', total: 'exact' },
        list: 'whole',
        deletes: { by: 'snapshot' },
        page: { number: 'page', size: 'per_page', sizeMax: 500 },
        paths: { items: ['data'], total: ['page', 'total'] },
      },
    },
  },
  endpoints: {
    loan_applications: {
      path: '/v1/loan-applications',
      query: { updated_until: '2999-01-01T00:00:00.000Z' },
      item: loans.endpoints['loan_applications']?.item ?? raise(),
    },
  },
};

/** A connector to the source above, whatever source is named. */
export const createHandler: CreateHandler = (_, environment) => (event) =>
  answerEvent(snapshotsOfLoans, event, environment, Number.POSITIVE_INFINITY);

function raise(): never {
  throw new TypeError('the source loans has no stream loan_applications');
}
