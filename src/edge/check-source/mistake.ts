import { Failure } from '../../core/failure.ts';

/** Something in a source that cannot work, in the words of whoever writes it. */
export function mistake(source: string, where: string, expected: string, came: string, action: string): Failure {
  return new Failure('SETTINGS', { at: `source ${source}, ${where}`, expected, came, action });
}

/** What is wrong with one stream: what was expected, what stands there, and what to do. */
export type Refuse = (expected: string, came: string, action: string) => Failure;
