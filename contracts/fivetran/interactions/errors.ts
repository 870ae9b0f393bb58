import '../../without-tracking.ts';
import { MatchersV3 } from '@pact-foundation/pact';
import type { FailureCode } from '../../../src/core/failure.ts';
import type { Interaction } from '../interaction.ts';
import { takeError } from '../uses.ts';

const { regex } = MatchersV3;

/**
 * Each kind of error, by its code and by what its reader needs: what is at fault, and the name of the sync. `BUG`
 * is not among them, since nothing that crosses this boundary leads to it.
 */
export const errors: readonly Interaction[] = [
  error('SETTINGS', {
    asks: 'a sync with a misspelled setting',
    given: 'a source with rows',
    payload: { pagesize: '100' },
    example: "customPayload: expected only start, pageSize, but 'pagesize' is not known. Correct it in the connection's customPayload.",
    names: "'pagesize'",
  }),
  error('AUTHENTICATION', {
    asks: 'a sync with a token that is not accepted',
    given: 'a source that does not accept the token',
    example: 'GET https://loans.example.com/api/v1/loan-applications: expected status 200, but 401 came at the first try. See that the secrets of this connection are right and still valid.',
    names: '401',
  }),
  error('SOURCE', {
    asks: 'a sync while the source is down',
    given: 'a source that is down',
    example: 'GET https://loans.example.com/api/v1/loan-applications: expected status 200, but 503 came after 5 tries. Fivetran tries again later.',
    names: '503',
  }),
  error('CONTRACT', {
    asks: 'a sync while the source answers with a web page',
    given: 'a source that answers with a web page',
    example: 'GET https://loans.example.com/api/v1/loan-applications: expected a body of JSON, but a page of HTML came. See that baseUrl names the API itself.',
    names: 'HTML',
  }),
  error('STATE', {
    asks: 'a sync with the state of another connector',
    given: 'a source with rows',
    state: { cursor: '2026-01-31T08:00:00', page: 3, moreData: 'true' },
    example: 'state.version: expected a value, but it is missing. Set the state back to one that a sync returned.',
    names: 'state\\.',
  }),
  error('LIMIT', {
    asks: 'a sync of a row that fits no answer',
    given: 'a source with a row larger than any answer',
    payload: { pageSize: '1' },
    example: 'stream loan_applications: expected every row to fit an answer of 6291456 bytes, but loan_applications ["la_1"] does not.',
    names: 'stream loan_applications',
  }),
];

type Told = Pick<Interaction, 'asks' | 'given' | 'payload' | 'state'> & {
  /** A message but for the name of its sync. */
  readonly example: string;
  /** What a message has to name, as a regular expression. */
  readonly names: string;
};

function error(code: FailureCode, { example, names, ...told }: Told): Interaction {
  const errorMessage = regex(`^[\\s\\S]*${names}[\\s\\S]*\\(sync [^()]+\\)$`, `${example} (sync sync-1)`);
  return { ...told, message: 'answer', template: { errorType: code, errorMessage }, use: takeError(code) };
}
