import { Failure } from '../core/failure.ts';
import type { Source } from '../edge/source.ts';
import { githubIssues } from './github-issues.ts';
import { loans } from './loans.ts';

const sources: Readonly<Record<string, Source>> = { loans, 'github-issues': githubIssues };

/** The sources there are, by name. */
export const sourceNames: readonly string[] = Object.keys(sources);

/** The source of that name. Throws `SETTINGS` that lists those there are. */
export function sourceNamed(name: string): Source {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source !== undefined) return source;
  throw new Failure('SETTINGS', {
    at: 'SOURCE',
    expected: `one of the sources ${sourceNames.join(', ')}`,
    came: `'${name}' was named`,
    action: 'Correct the name, or add the source to src/sources.',
  });
}
