import type { Ask } from '../../src/core/page.ts';

/** Which page is asked for, in words; two asks that print the same could be mistaken for each other. */
export function printWant(want: Ask['want']): string {
  if ('since' in want) return `page ${want.page} since ${want.since === null ? 'the beginning' : new Date(want.since).toISOString().slice(11, 23)}`;
  if ('page' in want) return `page ${want.page}`;
  if ('after' in want) return want.after === null ? 'the first page' : `the page behind '${want.after}'`;
  return want.token === null ? 'the first page' : `the page of token '${want.token}'`;
}
