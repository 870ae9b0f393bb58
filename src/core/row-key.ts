import type { Catalog } from './catalog.ts';
import { tableOf } from './context.ts';
import { Failure } from './failure.ts';
import type { JsonObject } from './json.ts';

/**
 * How a table's rows are told apart: one text per key. A lone text column is its own key, anything else is printed
 * as JSON. The function throws `CONTRACT` for a row without its key.
 */
export function rowKey(catalog: Catalog, table: string): (row: JsonObject) => string {
  const [first, ...others] = tableOf(catalog, table).primary_key;
  return (row) => {
    const value = keyValue(table, first, row);
    if (others.length === 0) return typeof value === 'string' ? value : `\u0000${JSON.stringify(value)}`;
    return JSON.stringify([value, ...others.map((column) => keyValue(table, column, row))]);
  };
}

function keyValue(table: string, column: string, row: JsonObject): string | number | boolean | object {
  const value = Object.hasOwn(row, column) ? row[column] : undefined;
  if (value === undefined || value === null || (typeof value === 'object' && !JSON.isRawJSON(value))) {
    throw new Failure('CONTRACT', {
      at: `table ${table}`,
      expected: `every row to have its key column ${column}`,
      came: value === undefined ? 'a row without it came' : 'a row has null, an array or an object there',
      action: 'The API left out what it promised, or the source names the wrong column.',
    });
  }
  return value;
}
