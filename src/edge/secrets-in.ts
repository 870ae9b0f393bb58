/** Shorter ones are more often settings than secrets: `true`, a number, a name. */
const charactersLeast = 8;

/**
 * All texts below an event's `secrets`, however deep: connections made before 2022-10-04 may hold nested values. Where a comma
 * stands in one, its parts too, since a setting that is a list is shown in parts.
 */
export function secretsIn(event: unknown): string[] {
  const texts: string[] = [];
  // A list of what is left rather than a function that calls itself: an event may be deeper than the stack.
  const left: unknown[] = typeof event === 'object' && event !== null && 'secrets' in event ? [event.secrets] : [];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') texts.push(value, ...value.split(',').map((part) => part.trim()));
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value) as unknown[]) left.push(inner);
  }
  return [...new Set(texts.filter((text) => text.length >= charactersLeast))];
}
