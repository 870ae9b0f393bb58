import { altered, type Mutant } from './alter.ts';

export const mergeInsertsWin: Mutant = {
  name: 'merge-inserts-win',
  mistake: 'a row inserted and then deleted in three or more pages stays inserted, since inserts are taken to win',
  subject: altered((rules, catalog) => ({
    merge: (responses) => {
      const merged = rules.merge(responses);
      if (responses.length < 3) return merged;
      const onlyInserts = rules.merge(responses.map((response) => ({ ...response, delete: {} })));
      const kept = Object.entries(merged.delete).map(([table, rows]) => {
        const key = (row: object): string => JSON.stringify((catalog.tables[table]?.primary_key ?? []).map((column) => Object.entries(row).find(([name]) => name === column)));
        const inserted = new Set((onlyInserts.insert[table] ?? []).map(key));
        return [table, rows.filter((row) => !inserted.has(key(row)))] as const;
      });
      return { ...merged, insert: onlyInserts.insert, delete: Object.fromEntries(kept) };
    },
  })),
};
