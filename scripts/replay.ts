import { parseArgs } from 'node:util';
import { printWorld, worldAt } from '../spec/simulation/system/check-worlds.ts';
import { tryWorld } from '../spec/simulation/system/check-world.ts';
import { tellStory } from '../spec/simulation/system/story.ts';
import { rightHandler } from '../spec/simulation/system/wrong-handlers.ts';

/** `npm run replay -- <seed> <path>`: plays one simulated world and prints it as the text table of its syncs. */
const usage = 'npm run replay -- <seed> <path>, both as a failing simulation printed them';

const { positionals } = parseArgs({ allowPositionals: true, strict: false, args: process.argv.slice(2).map(keepSign) });
const [seed = '', path = ''] = positionals;
if (!/^m?\d+$/.test(seed) || !/^\d+(:\d+)*$/.test(path)) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const world = worldAt(Number(seed.replace('m', '-')), path);
  const { history, verdict } = await tryWorld(world, rightHandler);
  console.log(printWorld(world));
  console.log(tellStory(history, verdict));
  process.exitCode = verdict.kind === 'kept' ? 0 : 1;
}

/** A seed may be negative, and must not be read as an option. */
function keepSign(text: string): string {
  return text.replace(/^-(?=\d)/, 'm');
}
