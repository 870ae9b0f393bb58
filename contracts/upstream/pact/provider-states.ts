import * as z from 'zod';
import type { LoanApiFault } from '../../../src/demo/loan-platform/loan-api-answer.ts';
import { createLoanPlatform, type LoanPlatform } from '../../../src/demo/loan-platform/loan-platform.ts';

/** What each state is made with. */
export type StateParameters = {
  readonly 'applications were changed at any time': { readonly count: number };
  readonly 'applications were changed after the cursor': { readonly count: number; readonly cursor: string };
  readonly 'applications were deleted after the cursor': { readonly count: number; readonly cursor: string };
  readonly 'an application has applicants': { readonly id: string };
  readonly 'an application was deleted': { readonly id: string };
  readonly 'another token is known': { readonly token: string };
  readonly 'the API has had too many requests': { readonly retryAfter: 'seconds' | 'date' };
  readonly 'the API is out of order': Readonly<Record<string, never>>;
  readonly 'the API is another one': Readonly<Record<string, never>>;
};

export type StateName = keyof StateParameters;

/** A loan platform, and what is wrong with its API. */
export type Provider = { readonly platform: LoanPlatform; readonly fault: LoanApiFault | undefined };

const dayMs = 24 * 60 * 60_000;

/**
 * How each state comes about: by the data and edits of a loan platform, drawn from a seed that no example knows, and where
 * it has no reason of its own for an answer, by a fault in its API.
 */
export const providerStates: { readonly [Name in StateName]: (parameters: StateParameters[Name]) => Provider } = {
  'applications were changed at any time': ({ count }) => ({ platform: platformWith(count), fault: undefined }),
  'applications were changed after the cursor': ({ count, cursor }) => {
    const { platform, goTo } = platformBefore(cursor);
    goTo(Date.parse(cursor) + dayMs / 2);
    for (const id of idsOf(platform).slice(0, count)) platform.edits.changeApplication(id, { status: 'approved' });
    return { platform, fault: undefined };
  },
  'applications were deleted after the cursor': ({ count, cursor }) => {
    const { platform, goTo } = platformBefore(cursor);
    goTo(Date.parse(cursor) + dayMs / 2);
    for (const id of idsOf(platform).slice(0, count)) platform.edits.deleteApplication(id);
    return { platform, fault: undefined };
  },
  'an application has applicants': ({ id }) => ({ platform: platformWithApplication(id), fault: undefined }),
  'an application was deleted': ({ id }) => {
    const platform = platformWithApplication(id);
    platform.edits.deleteApplication(id);
    return { platform, fault: undefined };
  },
  'another token is known': () => ({ platform: platformWith(3), fault: undefined }),
  'the API has had too many requests': ({ retryAfter }) => {
    const value = retryAfter === 'seconds' ? '3' : new Date(Date.now() + 3_000).toUTCString();
    return { platform: platformWith(3), fault: { status: 429, headers: { 'retry-after': value } } };
  },
  'the API is out of order': () => ({ platform: platformWith(3), fault: { status: 500 } }),
  'the API is another one': () => ({ platform: platformWith(3), fault: { body: '{"results":[]}' } }),
};

/** Everything in it was changed before the contract's windows end. */
function platformWith(applications: number): LoanPlatform {
  return createLoanPlatform({ seed: 2_718, applications, advisors: 1, now: () => Date.UTC(2026, 0, 30) });
}

/** Everything in it was changed before the cursor; its clock can be put forward. */
function platformBefore(cursor: string): { platform: LoanPlatform; goTo: (ms: number) => void } {
  let now = Date.parse(cursor) - dayMs;
  const platform = createLoanPlatform({ seed: 3_141, applications: 6, advisors: 1, now: () => now });
  return {
    platform,
    goTo: (ms) => {
      now = ms;
    },
  };
}

function platformWithApplication(id: string): LoanPlatform {
  const platform = platformWith(3);
  platform.edits.createApplication({ ...platform.draftApplication(), id, advisorId: 'ad_000001' });
  return platform;
}

function idsOf(platform: LoanPlatform): string[] {
  return platform.tables().loan_applications.map((row) => z.string().parse(row['id']));
}
