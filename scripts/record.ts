import { join } from 'node:path';
import { Command } from 'commander';
import { compareRecordings } from '../contracts/upstream/recording/compare.ts';
import { record } from '../contracts/upstream/recording/record.ts';
import { parseRecording, printRecording, readFiles, writeFiles } from '../contracts/upstream/recording/recording.ts';
import { scenarios } from '../contracts/upstream/recording/scenarios.ts';

const folder = 'contracts/upstream/recordings';

/**
 * `npm run record`: syncs a loan platform once per scenario and compares what crosses with the recordings. Ends with 1
 * where they differ, saying how; `--update` writes them anew instead.
 */
const command = new Command('npm run record --')
  .description('Compares the recorded conversations with the loan API with the same syncs of today.')
  .argument('[scenarios...]', `which ones; all unless named: ${scenarios.map(({ name }) => name).join(', ')}`)
  .option('--update', 'write the recordings anew')
  .action(async (names: readonly string[], { update }: { readonly update?: boolean }) => {
    const unknown = names.find((name) => !scenarios.some((scenario) => scenario.name === name));
    if (unknown !== undefined) command.error(`there is no scenario '${unknown}'; there are ${scenarios.map(({ name }) => name).join(', ')}`);
    for (const scenario of scenarios.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const { name } = scenario;
      const files = await readFiles(join(folder, name));
      const played = await record(scenario);
      const exchanges = played.calls.reduce((sum, call) => sum + call.exchanges.length, 0);
      const findings = files.size === 0 ? ['nothing is recorded yet'] : compareRecordings(parseRecording(files), played);
      if (update === true) await writeFiles(join(folder, name), printRecording(played));
      console.log(`${name}: ${exchanges} exchanges in ${played.calls.length} calls, ${verdict(findings.length, update === true)}`);
      for (const finding of findings) console.log(`  ${finding}`);
      if (findings.length > 0 && update !== true) process.exitCode = 1;
    }
    if (process.exitCode === 1) {
      console.log('\nIf the change is meant, write the recordings anew with `npm run record -- --update`, and read the diff.');
    }
  });
await command.parseAsync();

function verdict(findings: number, update: boolean): string {
  if (findings === 0) return 'as recorded';
  return update ? 'written anew' : 'not as recorded';
}
