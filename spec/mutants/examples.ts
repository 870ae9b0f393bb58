import { readdirSync } from 'node:fs';

/**
 * All examples of the core in one process: starting one for each file would take most of the time in which a change of
 * the core is tried.
 */
const examples = new URL('../examples/core/', import.meta.url);
for (const file of readdirSync(examples).filter((name) => name.endsWith('.test.ts')).sort()) {
  await import(new URL(file, examples).href);
}
