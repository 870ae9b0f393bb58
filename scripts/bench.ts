import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import Table from 'cli-table3';
import { measureColdStart } from './bench/cold-start.ts';
import { measureEditedList } from './bench/edited-list.ts';
import type { Figure } from './bench/figure.ts';
import { measureMemory } from './bench/memory.ts';
import { measureNothingNew } from './bench/nothing-new.ts';
import { measureGrowth, measureLatency, measureThroughput } from './bench/speed.ts';
import { startFlatApi, type FlatApi } from './bench/start-flat-api.ts';
import { measureWarehouse } from './bench/warehouse.ts';

/**
 * Measures what a sync costs, as ratios within one run, and prints a table; the same as JSON goes to the file named as
 * the first argument, `dist/bench.json` unless set. Names given after it choose measurements. About three minutes.
 */
const measurements: { readonly [name: string]: (api: FlatApi) => Promise<Figure[]> } = {
  throughput: measureThroughput,
  latency: measureLatency,
  memory: measureMemory,
  growth: measureGrowth,
  edits: measureEditedList,
  nothing: measureNothingNew,
  start: measureColdStart,
  warehouse: measureWarehouse,
};

const [file = 'dist/bench.json', ...chosen] = process.argv.slice(2);
const unknown = [file.startsWith('-') ? file : undefined, ...chosen].find((name) => name !== undefined && !(name in measurements));
if (unknown !== undefined) {
  console.error(`npm run bench [-- FILE.json [MEASUREMENT...]]: '${unknown}' is no measurement; they are ${Object.keys(measurements).join(', ')}`);
  process.exit(2);
}
const names = Object.keys(measurements).filter((name) => chosen.length === 0 || chosen.includes(name));
const figures: Figure[] = [];
const api = await startFlatApi();
try {
  for (const [nth, name] of names.entries()) {
    console.error(`${nth + 1} of ${names.length}: ${name}`);
    for (const figure of (await measurements[name]?.(api)) ?? []) {
      figures.push(figure);
      console.error(`  ${figure.name}: ${printValue(figure.value)}, aim ${figure.aim}${figure.met ? '' : ', missed'}`);
    }
  }
} finally {
  api.close();
}
const [processor] = cpus();
const machine = { processor: processor?.model ?? 'unknown', cores: cpus().length, node: process.version };
await mkdir(dirname(file), { recursive: true });
await writeFile(file, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
console.log(printTable(figures));
console.log(`${machine.cores} × ${machine.processor}, Node ${machine.node}. As JSON: ${file}`);

function printTable(rows: readonly Figure[]): string {
  const table = new Table({ head: ['figure', 'aim', 'median', 'least', 'most', 'met', ''], style: { head: [], border: [] } });
  for (const { name, aim, value, runs, met, note } of rows) {
    table.push([name, aim, printValue(value), printValue(Math.min(...runs)), printValue(Math.max(...runs)), met ? 'yes' : 'no', note]);
  }
  return table.toString();
}

function printValue(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}
