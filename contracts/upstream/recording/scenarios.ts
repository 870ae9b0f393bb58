import type { LoanApiFault } from '../../../src/demo/loan-platform/loan-api-answer.ts';
import type { LoanApiRequest } from '../../../src/demo/loan-platform/loan-api-request.ts';
import type { LoanPlatform } from '../../../src/demo/loan-platform/loan-platform.ts';

/** A sync worth recording, and what the loan platform does around it. */
export type Scenario = {
  /** Its folder. */
  readonly name: string;
  readonly about: string;
  readonly applications: number;
  readonly customPayload: Readonly<Record<string, string>>;
  /** Unlimited unless set. */
  readonly answerBytesMax?: number;
  /** Makes an earlier sync come first, unrecorded, and these edits between the two. */
  readonly editedSince?: (platform: LoanPlatform) => void;
  /** Runs after each list of the recorded sync was read and before it is sent; `nth` begins with 1. */
  readonly afterListRead?: (platform: LoanPlatform, nth: number) => void;
  /** Spoils answers of the recorded sync. */
  readonly intercept?: (request: LoanApiRequest, platform: LoanPlatform) => LoanApiFault | undefined;
};

export const scenarios: readonly Scenario[] = [
  {
    name: 'first-sync',
    about: 'The first sync of five applications in pages of two, the last page first. An answer has room for little, so that it takes three calls.',
    applications: 5,
    customPayload: { pageSize: '2' },
    answerBytesMax: 3_000,
  },
  {
    name: 'incremental',
    about: 'A later sync asks from its cursor on. One application was changed since, and an advisor was renamed, which changes two more.',
    applications: 5,
    customPayload: { pageSize: '2' },
    editedSince: (platform) => {
      const [first = ''] = idsOf(platform);
      platform.edits.changeApplication(first, { status: 'funded', amount: '12345678901234567.89', reference: 2n ** 63n - 1n });
      const lonely = advisorOfOne(platform);
      platform.edits.renameAdvisor(lonely, { name: 'Ngozi Adeyemi-Öztürk', email: null });
    },
  },
  {
    name: 'deletions',
    about: 'Three applications were deleted since, which are two pages of deletions, and an applicant was removed from another one.',
    applications: 9,
    customPayload: { pageSize: '2' },
    editedSince: (platform) => {
      const [one = '', two = '', three = ''] = deletableIds(platform);
      for (const id of [one, two, three]) platform.edits.deleteApplication(id);
      const joint = platform.tables().applicants.find((row) => row['role'] !== 'primary');
      platform.edits.removeApplicant(textOf(joint?.['loan_application_id']), textOf(joint?.['id']));
    },
  },
  {
    name: 'drift',
    about:
      'While seven applications are read, two are deleted and one is changed, so that a page lies past the end; another is deleted before its applicants are asked for.',
    applications: 7,
    // One request at a time, so that it is certain which of them an edit comes between.
    customPayload: { pageSize: '2', streams: 'loan_applications', concurrency: '1' },
    afterListRead: (platform, nth) => {
      if (nth === 1) {
        const [one = '', two = ''] = deletableIds(platform).slice(-2);
        platform.edits.deleteApplication(one);
        platform.edits.deleteApplication(two);
        platform.edits.changeApplication(idsOf(platform).at(-1) ?? '', { status: 'declined' });
      }
      // The page was read and is on its way; one of its applications goes before the connector asks for its applicants.
      if (nth === 3) platform.edits.deleteApplication(deletableIds(platform).find((id) => idsOf(platform).indexOf(id) >= 2) ?? '');
    },
  },
  {
    name: 'rate-limit',
    about: 'The list answers 429 with seconds to wait, and the applicants answer 429 with the time from which on to ask again.',
    applications: 3,
    // The clock moves while the connector waits; with one request at a time none is answered meanwhile.
    customPayload: { pageSize: '2', streams: 'loan_applications', concurrency: '1' },
    intercept: ({ path, attempt }, platform) => {
      if (attempt > 1) return undefined;
      if (path === '/v1/loan-applications') return { status: 429, headers: { 'retry-after': '7' } };
      if (!path.includes(idsOf(platform)[0] ?? '')) return undefined;
      return { status: 429, headers: { 'retry-after': new Date(platform.now() + 5_000).toUTCString() } };
    },
  },
];

function idsOf(platform: LoanPlatform): string[] {
  return platform.tables().loan_applications.map((row) => textOf(row['id']));
}

/** An advisor's last application cannot be deleted. */
function deletableIds(platform: LoanPlatform): string[] {
  const left = countByAdvisor(platform);
  return platform.tables().loan_applications.flatMap((row) => {
    const advisor = textOf(row['advisor_id']);
    const count = left.get(advisor) ?? 0;
    left.set(advisor, count - 1);
    return count > 1 ? [textOf(row['id'])] : [];
  });
}

function advisorOfOne(platform: LoanPlatform): string {
  const [first = ''] = idsOf(platform);
  const own = platform.tables().loan_applications.find((row) => row['id'] === first)?.['advisor_id'];
  const counts = [...countByAdvisor(platform)].filter(([advisor]) => advisor !== own);
  return counts.sort(([, one], [, other]) => one - other)[0]?.[0] ?? '';
}

function countByAdvisor(platform: LoanPlatform): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of platform.tables().loan_applications) {
    const advisor = textOf(row['advisor_id']);
    counts.set(advisor, (counts.get(advisor) ?? 0) + 1);
  }
  return counts;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('the loan platform has no such row');
  return value;
}
