import type { Catalog } from '../../core/catalog.ts';
import { fivetranTableName } from '../../protocol/fivetran-name.ts';
import { checkRenamed } from './check-names.ts';
import { mistake } from './mistake.ts';

/** Each table has a key, a name that Fivetran keeps apart, and a stream that fills it; each stream fills declared tables. */
export function checkTables({ source, tables, streams }: Catalog): void {
  checkRenamed(Object.keys(tables), fivetranTableName, 'tables', (...words) => mistake(source, 'tables', ...words));
  const filled = new Set(Object.values(streams).flatMap((stream) => stream.tables));
  for (const [name, table] of Object.entries(tables)) {
    const columns: readonly string[] | undefined = table.primary_key;
    if (!Array.isArray(columns) || columns.length === 0) {
      throw mistake(source, `table ${name}`, 'a primary_key', 'it has none', 'Name the columns that tell its rows apart: without them a page that comes twice would add rows.');
    }
    if (new Set(columns).size < columns.length) {
      throw mistake(source, `table ${name}`, 'a primary_key of different columns', `it is ${columns.join(', ')}`, 'Name each column once.');
    }
    if (!filled.has(name)) throw mistake(source, `table ${name}`, 'a stream that fills it', 'no stream lists it', "Add it to the 'tables' of a stream, or leave it out.");
  }
  if (Object.keys(streams).length === 0) throw mistake(source, 'streams', 'at least one', 'there is none', 'Declare a list of the API as a stream.');
  for (const [name, stream] of Object.entries(streams)) {
    const unknown = stream.tables.find((table) => !Object.hasOwn(tables, table));
    const known = Object.keys(tables).join(', ');
    if (unknown !== undefined) {
      throw mistake(source, `stream ${name}`, `only tables that are declared: ${known}`, `it lists '${unknown}'`, "Declare the table in 'tables', or correct the name.");
    }
    if (stream.tables.length === 0) throw mistake(source, `stream ${name}`, 'a table that it fills', 'it lists none', `Name those of ${known} whose rows it brings.`);
  }
}
