import { noType, widen, type ColumnType } from './column-type.ts';
import { quoteIdentifier, tableIdentifier } from './identifier.ts';
import { sqlTypeOf, widenedColumn, type SqlType } from './sql-type.ts';
import { systemColumnsOf } from './system-columns.ts';
import type { Table } from './table.ts';

/** What an answer changes about a table before its rows can be stored. */
export type Preparation = {
  /** The table as it will be. */
  readonly table: Table;
  /** The SQL that makes it so, in order. */
  readonly statements: readonly string[];
  readonly columnsAdded: readonly string[];
  readonly columnsWidened: readonly WidenedColumn[];
};

export type WidenedColumn = { readonly column: string; readonly from: SqlType; readonly to: SqlType };

/** How a table comes to hold the columns seen: created, or with columns added and widened; never dropped or narrowed. Pure. */
export function prepareTable(known: Table | undefined, wanted: Table): Preparation {
  const declared = new Map<string, ColumnType>(wanted.primaryKey.map((column) => [column, noType]));
  const columns = joined(joined(known?.columns ?? new Map<string, ColumnType>(), declared), wanted.columns);
  const table: Table = { name: wanted.name, primaryKey: wanted.primaryKey, columns };
  if (known === undefined) return { table, statements: [creation(table)], columnsAdded: [...columns.keys()], columnsWidened: [] };
  const columnsAdded = [...columns.keys()].filter((column) => !known.columns.has(column));
  const columnsWidened = widenedColumns(known, table);
  const target = tableIdentifier(table.name);
  const statements = [
    ...columnsWidened.map(({ column, from, to }) => {
      const name = quoteIdentifier(column);
      return `ALTER TABLE ${target} ALTER COLUMN ${name} SET DATA TYPE ${to} USING ${widenedColumn(name, from, to)}`;
    }),
    ...columnsAdded.map((column) => `ALTER TABLE ${target} ADD COLUMN ${declaration(table, column)}`),
  ];
  return { table, statements, columnsAdded, columnsWidened };
}

/** The DuckDB type that a column of a table has. */
export function sqlTypeIn(table: Table, column: string): SqlType {
  return sqlTypeOf(table.columns.get(column) ?? noType, table.primaryKey.includes(column));
}

function joined(left: ReadonlyMap<string, ColumnType>, right: ReadonlyMap<string, ColumnType>): Map<string, ColumnType> {
  const columns = new Map(left);
  for (const [name, type] of right) columns.set(name, widen(columns.get(name) ?? noType, type));
  return columns;
}

function creation(table: Table): string {
  const columns = [...table.columns.keys()].map((column) => declaration(table, column));
  return `CREATE TABLE ${tableIdentifier(table.name)} (${[...columns, ...systemColumnsOf(table.primaryKey)].join(', ')})`;
}

function declaration(table: Table, column: string): string {
  return `${quoteIdentifier(column)} ${sqlTypeIn(table, column)}`;
}

function widenedColumns(known: Table, table: Table): WidenedColumn[] {
  return [...known.columns.keys()]
    .map((column) => ({ column, from: sqlTypeIn(known, column), to: sqlTypeIn(table, column) }))
    .filter(({ from, to }) => from !== to);
}
