import type { JsonObject } from '../../core/json.ts';
import { fivetranName, fivetranTableName } from '../../protocol/fivetran-name.ts';
import { storedText } from '../warehouse/stored-text.ts';
import { BrokenRule } from './broken-rule.ts';
import type { ReadAnswer } from './read-answer.ts';

/** The keys under which tables have synced before; tables and columns by their names in the warehouse. */
export type KnownKeys = { readonly [table: string]: readonly string[] };

/** Holds an answer to every rule about keys. Throws `BrokenRule` for the first that it breaks. */
export function checkKeys({ insert, delete: deleted, schema, softDelete }: ReadAnswer, known: KnownKeys): void {
  const keysOf = (table: string): readonly string[] => (Object.hasOwn(schema, table) ? (schema[table]?.primary_key ?? []) : []);
  for (const table of new Set([...Object.keys(schema), ...Object.keys(insert)])) checkUnchanged(table, keysOf(table), known);
  const inserted = new Map<string, Set<string>>();
  for (const [table, rows] of Object.entries(insert)) {
    inserted.set(table, distinctKeys(`insert.${table}`, rows, keysOf(table)));
  }
  for (const [table, rows] of Object.entries(deleted)) {
    const columns = keysOf(table);
    if (columns.length === 0) throw new BrokenRule('delete-needs-schema', `delete names ${table}, for which schema has no key`);
    const keys = distinctKeys(`delete.${table}`, rows, columns);
    const both = [...keys].find((key) => inserted.get(table)?.has(key) === true);
    if (both !== undefined) throw new BrokenRule('insert-and-delete-are-disjoint', `key ${both} of ${table} is in both`);
  }
  for (const table of softDelete) {
    if (keysOf(table).length > 0 || knownKey(table, known).length > 0) continue;
    throw new BrokenRule('delete-needs-schema', `softDelete names ${table}, for which schema has no key`);
  }
}

function checkUnchanged(table: string, key: readonly string[], known: KnownKeys): void {
  if (!Object.hasOwn(known, fivetranTableName(table))) return;
  const before = knownKey(table, known);
  const after = key.map(fivetranName);
  if (after.toSorted().join('\n') === before.toSorted().join('\n')) return;
  throw new BrokenRule('key-never-changes', `the key of ${table} was ${printKey(before)} and is ${printKey(after)} in this answer`);
}

function knownKey(table: string, known: KnownKeys): readonly string[] {
  const name = fivetranTableName(table);
  return Object.hasOwn(known, name) ? (known[name] ?? []) : [];
}

function printKey(columns: readonly string[]): string {
  return columns.length === 0 ? 'none' : `(${columns.join(', ')})`;
}

/** The keys of a table's rows, each as the texts it is stored as: 1 and "1" are one key. A table without a key has none. */
function distinctKeys(place: string, rows: readonly JsonObject[], columns: readonly string[]): Set<string> {
  const keys = new Set<string>();
  if (columns.length === 0) return keys;
  for (const [nth, row] of rows.entries()) {
    const key = JSON.stringify(columns.map((column) => keyText(row, column, `${place}[${nth}]`)));
    if (keys.has(key)) throw new BrokenRule('key-is-unique', `${place} has key ${key} more than once`);
    keys.add(key);
  }
  return keys;
}

function keyText(row: JsonObject, column: string, place: string): string {
  const value = Object.hasOwn(row, column) ? row[column] : undefined;
  if (value !== undefined && value !== null) return storedText(value);
  throw new BrokenRule('key-is-present', `${place} has ${value === null ? 'null as its' : 'no'} ${column}`);
}
