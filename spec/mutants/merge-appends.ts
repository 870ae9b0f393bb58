import type { Tables } from '../../src/core/page.ts';
import { altered, type Mutant } from './alter.ts';

export const mergeAppends: Mutant = {
  name: 'merge-appends',
  mistake: 'merging writes the rows of all pages one after the other',
  subject: altered((rules) => ({
    merge: (responses) => ({
      ...rules.merge(responses),
      insert: append(responses.map(({ insert }) => insert)),
      delete: append(responses.map((response) => response.delete)),
    }),
  })),
};

function append(all: readonly Tables[]): Tables {
  const names = new Set(all.flatMap((tables) => Object.keys(tables)));
  return Object.fromEntries([...names].map((name) => [name, all.flatMap((tables) => tables[name] ?? [])]));
}
