import { Command } from 'commander';
import { Failure } from '../src/core/failure.ts';
import { zipBytesMax } from './package/limits.ts';
import { packageConnector } from './package/package-connector.ts';
import { printSizes } from './package/print-sizes.ts';

/** `npm run package`: writes what is deployed into dist/, and says what is in it. Ends with 1 where the zip is too large. */
const { source } = new Command('npm run package --')
  .description("Builds the Lambda function for nodejs24.x, its handler being index.handler. The same commit makes the same files, byte for byte.")
  .option('--source <name>', 'a source that the bundle holds alone; SOURCE in the environment does the same; all unless set', process.env['SOURCE'])
  .addHelpText(
    'after',
    `
Writes into dist/:
  connector.zip         index.mjs, and the licences of all that is in it
  connector.zip.sha256  its hash, for sha256sum -c
  connector.cdx.json    its bill of materials (CycloneDX)
  index.mjs.map         its source map

A zip of more than ${zipBytesMax} bytes is an error.`,
  )
  .parse()
  .opts<{ readonly source?: string }>();

try {
  const report = await packageConnector('dist', source === undefined ? {} : { source });
  console.log(printSizes(report));
  console.log(`dist/connector.zip holds ${source === undefined ? 'all sources' : `the source ${source} alone`}; sha256 ${report.sha256}`);
  if (report.zip > zipBytesMax) {
    console.error(`It takes ${report.zip} bytes, and may take ${zipBytesMax}: take out what is new above, or raise zipBytesMax in scripts/package/limits.ts.`);
    process.exitCode = 1;
  }
} catch (error) {
  // A name that is none is the user's slip; anything else is a fault, and shows its stack.
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
