import { MatchersV3 } from '@pact-foundation/pact';
import type { Interaction, Template } from './interaction.ts';

const { atLeastLike, integer, number, regex, string } = MatchersV3;

/** When the connector plays the consumer, by its own clock and by that of the answers. */
export const playedAt = '2026-01-31T12:00:00.000Z';

/** The end of a window that is frozen then: `settleSeconds` and one second earlier. */
export const until = '2026-01-31T11:59:29.000Z';

/** Where the cursor stands in an incremental sync. */
export const cursor = '2026-01-30T12:00:00.000Z';

/** The bearer token that the loan API knows. */
export const knownToken = 'token-of-the-contract';
export const unknownToken = 'token-that-was-revoked';

/** An HTTP date (RFC 9110, 5.6.7), by its example `ms` milliseconds after the connector asks. */
export function httpDate(ms: number): MatchersV3.Matcher<string> {
  const form = '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT$';
  return regex(form, new Date(Date.parse(playedAt) + ms).toUTCString());
}

/** The headers of an answer that is read, and of an error. */
export const json: Interaction['answer']['headers'] = { 'Content-Type': regex('^application/json(;.*)?$', 'application/json; charset=utf-8') };
export const problemJson: Interaction['answer']['headers'] = {
  'Content-Type': regex('^application/problem\\+json(;.*)?$', 'application/problem+json; charset=utf-8'),
};

/** What an error says of itself. */
export const problem: Template = { title: string('Something is wrong') };

/** The only application of the examples. */
export const exampleId = 'la_1234567890';

export const application: Template = {
  id: id(exampleId),
  created_at: stamp('2025-06-28T08:58:35.538Z'),
  updated_at: stamp('2026-01-31T06:00:00.000Z'),
  status: string('funded'),
  amount: number(1021.55),
  currency: string('EUR'),
  term_months: integer(300),
  reference: integer(2714761400),
  advisor: { id: id('ad_42'), name: string('Ada Birchwell') },
  removed_applicant_ids: ids('ap_3'),
};

export const applicant: Template = { id: id('ap_1'), name: string('Imogen Greenlaw'), role: string('primary') };

export const deletion: Template = { id: id('la_0987654321'), deleted_at: stamp('2026-01-31T06:00:00.000Z'), applicant_ids: ids('ap_2') };

function stamp(example: string): Template {
  return regex('^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$', example);
}

function id(example: string): Template {
  return regex('^\\S+$', example);
}

/** May be empty. */
function ids(example: string): Template {
  return atLeastLike(id(example), 0, 1);
}
