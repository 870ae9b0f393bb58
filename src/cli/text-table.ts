import Table from 'cli-table3';

export type TextColumn = { readonly title: string; readonly side: 'left' | 'right' };

/** A table for reading, without colours, so that it is the same in a pipe; no line between two rows. */
export function printTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ side }) => side),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
