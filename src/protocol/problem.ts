import * as z from 'zod/mini';
import { en } from 'zod/locales';

// Only the words of one language are bundled; without them every problem reads 'Invalid input'.
z.config(en());

/** Where a value has another shape than it should, and what is wrong with it; never the value itself. */
export type Problem = { readonly path: string; readonly came: string };

/** The first problem that a check found, in words for the person who wrote the value. */
export function problemOf(error: z.core.$ZodError): Problem {
  const [issue] = error.issues;
  if (issue === undefined) return { path: '', came: 'it has another shape' };
  return { path: issue.path.map(String).join('.'), came: wordsFor(issue) };
}

function wordsFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (!issue.message.startsWith('Invalid input')) return issue.message;
      return issue.message.endsWith('received undefined') ? 'it is missing' : `it is no ${issue.expected}`;
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `'${key}'`).join(', ')} is not known`;
    default:
      return issue.message;
  }
}
