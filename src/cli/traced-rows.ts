import type { TracedRows } from '../emulator/trace.ts';
import type { ReadAnswer } from '../emulator/rules/read-answer.ts';

/** How many rows an answer carries per table that it names. */
export function tracedRows({ insert, delete: deleted }: Pick<ReadAnswer, 'insert' | 'delete'>): { readonly [table: string]: TracedRows } {
  const tables = new Set([...Object.keys(insert), ...Object.keys(deleted)]);
  const count = (rows: ReadAnswer['insert'], table: string): number => (Object.hasOwn(rows, table) ? (rows[table]?.length ?? 0) : 0);
  return Object.fromEntries([...tables].map((table) => [table, { inserted: count(insert, table), deleted: count(deleted, table) }]));
}
