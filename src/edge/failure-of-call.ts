import { Failure, type FailureParts } from '../core/failure.ts';

/** What one part of a message may take: a name or a value that the world chose can be of any length. */
const partCharactersMax = 500;

/**
 * Whatever a call threw, as a failure of the closed list that names the sync and shows no secret. An error that
 * is not of the list is a `BUG`; it alone keeps its stack.
 */
export function failureOfCall(error: unknown, sync: string | null, redact: (text: string) => string): Failure {
  // In this order: a secret that was cut in two would no longer be recognized.
  const quote = (text: string): string => shorten(redact(text));
  const { code, parts } = error instanceof Failure ? error : { code: 'BUG' as const, parts: unexpected(error) };
  const failure = new Failure(code, {
    at: quote(parts.at),
    expected: quote(parts.expected),
    came: quote(parts.came),
    action: quote(parts.action),
    ...(sync === null ? {} : { sync: quote(sync) }),
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

function shorten(text: string): string {
  return text.length <= partCharactersMax ? text : `${text.slice(0, partCharactersMax - 1)}…`;
}
