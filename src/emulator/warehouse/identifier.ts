/** A name as SQL reads it literally, whatever it holds: `order` and `say "hi"` are names like any other. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string as an SQL literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The name under which the warehouse's file is attached: constant, so that no file name can make SQL ambiguous. */
export const warehouseDatabase = 'warehouse';

/** A data table's full name in SQL. */
export function tableIdentifier(table: string): string {
  return `${warehouseDatabase}.main.${quoteIdentifier(table)}`;
}
