import { Failure } from '../core/failure.ts';
import type { Source } from '../edge/source.ts';
import { everySource } from './every-source.ts';

/** The names of the sources there are. */
export const sourceNames: readonly string[] = Object.keys(everySource);

/** The source of that name. Throws `SETTINGS` that lists those there are. */
export function sourceNamed(name: string): Source {
  const source = Object.hasOwn(everySource, name) ? everySource[name] : undefined;
  if (source !== undefined) return source;
  throw new Failure('SETTINGS', {
    at: 'SOURCE',
    expected: `one of the sources ${sourceNames.join(', ')}`,
    came: `'${name}' was named`,
    action: 'Correct the name, or add the source to src/sources.',
  });
}
