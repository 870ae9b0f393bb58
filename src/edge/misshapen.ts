import { Failure } from '../core/failure.ts';
import { place } from './send.ts';

/** An answer of another shape than its source declares. */
export function misshapen(url: URL, expected: string, came: string): Failure {
  return new Failure('CONTRACT', {
    at: place(url),
    expected,
    came,
    action: 'The API answers in another shape than its source declares: compare the two.',
  });
}
