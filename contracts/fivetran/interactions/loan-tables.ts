import '../../without-tracking.ts';
import { MatchersV3 } from '@pact-foundation/pact';

const { eachLike, equal, string } = MatchersV3;

/** Keys that never change once they have synced, so that they bind to the letter. */
export const schema = {
  loan_applications: { primary_key: ['id'] },
  applicants: { primary_key: ['loan_application_id', 'id'] },
  advisors: { primary_key: ['id'] },
};

/** One row or more with its key; what else a row holds is the source's affair, and nothing here depends on it. */
export const loanApplications = eachLike({ id: string('la_1000000001') });
export const applicants = eachLike({ loan_application_id: string('la_1000000001'), id: string('ap_2000000001') });
export const advisors = eachLike({ id: string('ad_300001') });

/** At least one row in each table. */
export const rows = { loan_applications: loanApplications, applicants, advisors };

/** An object with nothing in it: without a matcher, Pact lets further fields pass. */
export const nothing = equal({});
