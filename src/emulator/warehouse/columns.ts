import { isJsonObject, type Json } from '../../core/json.ts';
import { fivetranName } from '../../protocol/fivetran-name.ts';
import { WarehouseError } from './warehouse-error.ts';

/** Rows turned by ninety degrees: per stored column name the values, undefined where a row leaves the column out. */
export type Columns = { readonly rowCount: number; readonly values: ReadonlyMap<string, readonly (Json | undefined)[]> };

/** Fivetran's own columns begin so (D); a source's column must not. */
export const systemPrefix = '_fivetran_';

/** The columns of a table's rows, in the order they were first seen. Every own property counts, `__proto__` too. */
export function columnsOf(table: string, rows: readonly Json[]): Columns {
  const bySource = new Map<string, (Json | undefined)[]>();
  for (const [index, row] of rows.entries()) {
    if (!isJsonObject(row)) throw new WarehouseError('answer', `row ${String(index)} of table "${table}" is no JSON object`);
    for (const name in row) {
      let values = bySource.get(name);
      if (values === undefined) {
        values = new Array<Json | undefined>(rows.length);
        bySource.set(name, values);
      }
      values[index] = row[name];
    }
  }
  return { rowCount: rows.length, values: renamed(table, bySource) };
}

function renamed<Values>(table: string, bySource: ReadonlyMap<string, Values>): Map<string, Values> {
  const sourceOf = new Map<string, string>();
  const values = new Map<string, Values>();
  for (const [source, column] of bySource) {
    const name = fivetranName(source);
    const other = sourceOf.get(name);
    if (other !== undefined) {
      throw new WarehouseError('answer', `columns "${other}" and "${source}" of table "${table}" both become "${name}": rename one in the source`);
    }
    if (name.startsWith(systemPrefix)) {
      throw new WarehouseError('answer', `column "${source}" of table "${table}" has a name kept for Fivetran's own columns: rename it in the source`);
    }
    sourceOf.set(name, source);
    values.set(name, column);
  }
  return values;
}
