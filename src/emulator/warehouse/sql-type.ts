import type { ColumnType } from './column-type.ts';
import type { NumberType } from './number-type.ts';

/** The DuckDB types a column can have. Widening leads from left to right, never back. */
export type SqlType = 'BOOLEAN' | 'BIGINT' | 'HUGEINT' | `DECIMAL(38,${number})` | 'DOUBLE' | 'JSON' | 'VARCHAR';

/**
 * The DuckDB type for what a column has held. A key column skips DOUBLE and JSON: keys are matched as equal, and text
 * has one spelling of each value here, while a double printed by DuckDB and by JavaScript may differ.
 */
export function sqlTypeOf(type: ColumnType, isKey: boolean): SqlType {
  switch (type.kind) {
    case 'none':
    case 'text':
      return 'VARCHAR';
    case 'boolean':
      return 'BOOLEAN';
    case 'json':
      return isKey ? 'VARCHAR' : 'JSON';
    case 'number':
      return sqlTypeOfNumbers(type, isKey);
  }
}

/** The digits of DuckDB's widest DECIMAL. */
const decimalDigitsMax = 38;

function sqlTypeOfNumbers(type: NumberType, isKey: boolean): SqlType {
  if (type.decimals === 0 && type.integers === 'bigint') return 'BIGINT';
  if (type.decimals === 0 && type.integers === 'hugeint') return 'HUGEINT';
  // One digit before the point always: DuckDB prints DECIMAL(38,38) without its zero, and text would no longer match.
  if (type.decimals > 0 && Math.max(type.wholeDigits, 1) + type.decimals <= decimalDigitsMax) return `DECIMAL(38,${type.decimals})`;
  return type.doubles && !isKey ? 'DOUBLE' : 'VARCHAR';
}

/**
 * SQL that turns a stored column into a wider type and changes no value. Between exact numbers DuckDB casts exactly.
 * To DOUBLE it goes through text, because DuckDB casts DECIMAL to DOUBLE by a division that may round twice. In text a
 * DECIMAL loses the zeros that only its scale added, so that it reads as a new row with this value brings it.
 */
export function widenedColumn(column: string, from: SqlType, to: SqlType): string {
  if (to === 'HUGEINT' || to.startsWith('DECIMAL')) return `CAST(${column} AS ${to})`;
  const printed = `CAST(${column} AS VARCHAR)`;
  const text = from.startsWith('DECIMAL') ? `rtrim(rtrim(${printed}, '0'), '.')` : printed;
  return to === 'VARCHAR' ? text : `CAST(${text} AS ${to})`;
}
