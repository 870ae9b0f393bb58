import type { Source } from '../edge/source.ts';
import { githubIssues } from './github-issues.ts';
import { loans } from './loans.ts';

/** Every source there is, by name. A bundle made for one source has that one alone in its place. */
export const everySource: Readonly<Record<string, Source>> = { loans, 'github-issues': githubIssues };

/** The source that is meant unless another is named. */
export const defaultSource = 'loans';
