import { fivetranName, fivetranTableName } from '../../protocol/fivetran-name.ts';
import { BrokenRule } from './broken-rule.ts';
import type { ReadAnswer } from './read-answer.ts';

/** Holds the names of an answer's tables and columns to the rules. Throws `BrokenRule` for the first that breaks one. */
export function checkNames({ insert, delete: deleted, schema, softDelete }: ReadAnswer): void {
  const tables = new Set([...Object.keys(schema), ...Object.keys(insert), ...Object.keys(deleted), ...softDelete]);
  checkDistinct('tables', tables, fivetranTableName);
  for (const table of tables) {
    const columns = new Set(Object.hasOwn(schema, table) ? schema[table]?.primary_key : []);
    for (const row of Object.hasOwn(insert, table) ? (insert[table] ?? []) : []) {
      for (const column of Object.keys(row)) columns.add(column);
    }
    checkDistinct(`columns of ${table}`, columns, fivetranName);
  }
}

function checkDistinct(what: string, names: Iterable<string>, rename: (name: string) => string): void {
  const taken = new Map<string, string>();
  for (const name of names) {
    const renamed = rename(name);
    if (fivetranName(name).startsWith('_fivetran_')) throw new BrokenRule('names-are-not-reserved', `among the ${what}: ${name}`);
    const other = taken.get(renamed);
    if (other !== undefined) throw new BrokenRule('names-do-not-collide', `among the ${what}: ${other} and ${name} both become ${renamed}`);
    taken.set(renamed, name);
  }
}
