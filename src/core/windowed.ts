import { Failure } from './failure.ts';

/** What only a stream with a window has. Throws `BUG` where it is missing. */
export function windowed<T extends object>(part: T | null | undefined): T {
  if (part !== null && part !== undefined) return part;
  throw new Failure('BUG', {
    at: 'a stream without a window',
    expected: 'to be read as a whole list',
    came: 'it was walked or cut in time',
    action: 'Please report it.',
  });
}
