import { openWarehouse } from '../../../../src/emulator/warehouse/warehouse.ts';

/** Holds a warehouse open, says so on its output, and closes it when its input ends. */
const warehouse = await openWarehouse(process.argv[2] ?? '', { source: 'shop', now: () => new Date(0) });
process.stdout.write('open\n');
process.stdin.resume();
process.stdin.once('end', () => void warehouse.close());
