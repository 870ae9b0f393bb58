import type { ColumnType } from './column-type.ts';

/** A data table as the warehouse remembers it. Without a primary key its rows are appended. */
export type Table = {
  readonly name: string;
  readonly primaryKey: readonly string[];
  /** The source's columns; Fivetran's own are not among them. */
  readonly columns: ReadonlyMap<string, ColumnType>;
};
