import { boundsAsDeclared } from './bounds-as-declared.ts';
import { futureWindow } from './future-window.ts';
import { largestPage } from './largest-page.ts';
import { pageOneTwice } from './page-one-twice.ts';
import { pagePastTheEnd } from './page-past-the-end.ts';
import { pagesFollow } from './pages-follow.ts';
import { pastWindow } from './past-window.ts';
import type { Question } from './question.ts';
import { tokenTwice } from './token-twice.ts';
import { wrongCredential } from './wrong-credential.ts';

/** The questions that settle a promise, by the name that machines know them by, in the order in which they are asked. */
export const questions = {
  'future-window': futureWindow,
  'past-window': pastWindow,
  'bounds-as-declared': boundsAsDeclared,
  'wrong-credential': wrongCredential,
  'page-one-twice': pageOneTwice,
  'largest-page': largestPage,
  'page-past-the-end': pagePastTheEnd,
  'pages-follow': pagesFollow,
  'token-twice': tokenTwice,
} as const satisfies Readonly<Record<string, Question>>;

export type QuestionName = keyof typeof questions;
