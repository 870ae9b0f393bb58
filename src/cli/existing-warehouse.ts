import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { openWarehouse, type Warehouse } from '../emulator/warehouse/warehouse.ts';
import { defaultSource } from '../sources/every-source.ts';
import { defaultWarehouse } from './connection-options.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** What the options of the commands that look into a warehouse say. */
export type WarehouseOptions = { readonly warehouse: string; readonly source: string };

export function addWarehouseOptions(command: Command): Command {
  return command
    .option('--warehouse <file>', 'the DuckDB file', defaultWarehouse)
    .option('--source <name>', 'the source it was synced from', defaultSource);
}

/** Works on a warehouse that is there already, and closes it. Throws `UsageError` where there is none: a look creates nothing. */
export async function withExistingWarehouse<Result>(
  { warehouse: file, source }: WarehouseOptions,
  { environment }: Terminal,
  work: (warehouse: Warehouse) => Promise<Result>,
): Promise<Result> {
  if (!existsSync(file)) throw new UsageError(`there is no warehouse ${file} yet: run sync first, or name another file with --warehouse`);
  const warehouse = await openWarehouse(file, { source, now: () => new Date(environment.now()) });
  try {
    return await work(warehouse);
  } finally {
    await warehouse.close();
  }
}
