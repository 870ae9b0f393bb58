/** The user asked for something that can't be done as it was said. The message says what was wrong and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
