import { Failure, type FailureParts } from '../core/failure.ts';

/**
 * Whatever a call threw, as a failure of the closed list that names the sync and shows no secret. An error that
 * is not of the list is a `BUG`; it alone keeps its stack.
 */
export function failureOfCall(error: unknown, sync: string | null, redact: (text: string) => string): Failure {
  const { code, parts } = error instanceof Failure ? error : { code: 'BUG' as const, parts: unexpected(error) };
  const failure = new Failure(code, {
    at: redact(parts.at),
    expected: redact(parts.expected),
    came: redact(parts.came),
    action: redact(parts.action),
    ...(sync === null ? {} : { sync }),
  });
  const frames = code === 'BUG' && error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  failure.stack = [`${failure.name}: ${failure.message}`, ...frames.map(redact)].join('\n');
  return failure;
}

function unexpected(error: unknown): FailureParts {
  return {
    at: 'the connector',
    expected: 'no error of this kind',
    came: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    action: 'Please report it with this message and its stack.',
  };
}
