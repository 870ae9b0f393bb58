import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { isJsonObject, type JsonObject } from '../../../src/core/json.ts';
import { parseJson } from '../../../src/edge/json.ts';
import type { LoadedAnswer } from '../../../src/emulator/warehouse/loaded-answer.ts';
import { openWarehouse, type Warehouse } from '../../../src/emulator/warehouse/warehouse.ts';

/** The clock of these examples stands still. */
export const noon = new Date('2026-05-04T12:00:00.000Z');

/** A directory that goes when the test ends. */
export async function temporaryDirectory(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'warehouse-spec-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** An empty warehouse of the source `shop`, closed and deleted when the test ends. */
export async function temporaryWarehouse(context: TestContext, now: () => Date = () => noon): Promise<Warehouse> {
  const directory = await mkdtemp(join(tmpdir(), 'warehouse-spec-'));
  const warehouse = await openWarehouse(join(directory, 'shop.duckdb'), { source: 'shop', now });
  context.after(async () => {
    await warehouse.close();
    await rm(directory, { recursive: true, force: true });
  });
  return warehouse;
}

/** An answer with the parts that matter to an example. */
export function answer(parts: Partial<LoadedAnswer>): LoadedAnswer {
  return { state: {}, insert: {}, delete: {}, schema: {}, hasMore: false, ...parts };
}

/** Rows written as JSON, read as the stand-in reads them: with every digit. */
export function rows(...texts: readonly string[]): JsonObject[] {
  return texts.map((text) => {
    const row = parseJson(text);
    if (!isJsonObject(row)) throw new TypeError(`no object: ${text}`);
    return row;
  });
}

/** Column types of a table, as `tables` reports them, without Fivetran's own columns. */
export async function columnTypes(warehouse: Warehouse, table: string): Promise<Record<string, string | null>> {
  const found = (await warehouse.tables()).find((summary) => summary.table === table);
  const columns = found?.columns.filter(({ name }) => !name.startsWith('_fivetran_')) ?? [];
  return Object.fromEntries(columns.map(({ name, type }) => [name, type]));
}

export const facts = { syncId: 'sync-1' };
