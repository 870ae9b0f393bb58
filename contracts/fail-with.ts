import assert from 'node:assert/strict';

/** Fails with what is wrong in words of its own, where something is. */
export function failWith(...problems: readonly (string | null)[]): void {
  const wrong = problems.filter((problem) => problem !== null);
  if (wrong.length > 0) assert.fail(wrong.join('\n'));
}
