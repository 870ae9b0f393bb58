import { WarehouseError } from '../../../../src/emulator/warehouse/warehouse-error.ts';
import { openWarehouse } from '../../../../src/emulator/warehouse/warehouse.ts';

/**
 * Loads answers of 500 rows, each with its number in every row and in the state, and prints the number once it is
 * stored. Goes on until it is killed; a `WarehouseError` is printed with its code and ends it.
 */
const warehouse = await openWarehouse(process.argv[2] ?? '', { source: 'shop', now: () => new Date(0) });
const before = JSON.parse((await warehouse.state()) ?? '{"nth":0}') as { nth: number };
try {
  for (let nth = before.nth + 1; ; nth += 1) {
    const rows = Array.from({ length: 500 }, (_, place) => ({ id: nth * 250 + place, nth, text: `${String(Math.sin(nth + place))} `.repeat(20) }));
    await warehouse.load({ state: { nth }, insert: { t: rows }, delete: {}, schema: { t: { primary_key: ['id'] } }, hasMore: true }, { syncId: 's' });
    process.stdout.write(`${String(nth)}\n`);
  }
} catch (error) {
  if (!(error instanceof WarehouseError)) throw error;
  process.stdout.write(`${error.code}: ${error.message}\n`);
}
