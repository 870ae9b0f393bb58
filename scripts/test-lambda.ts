import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Command } from 'commander';
import { unzipSync } from 'fflate';
import { checks } from './lambda/checks.ts';
import { CannotBuild, installRuntimeClient, runtimeClientVersion } from './lambda/install-runtime-client.ts';
import { packageConnector } from './package/package-connector.ts';

/** `npm run test:lambda`: the zip that is deployed, under AWS's own runtime client. Ends with 1 where a check fails, 2 where it can't run. */
const { only } = new Command('npm run test:lambda --')
  .description("Runs the bundle under AWS's own runtime client, as Lambda would, against a loan API on loopback.")
  .option('--only <text>', 'only the checks whose sentence holds this text')
  .addHelpText(
    'after',
    `
The first run compiles the client, which takes about a minute and needs cmake, make, g++, python3, xz, autoconf, automake and
libtool; it is kept in node_modules/.cache. The checks themselves take about a minute.`,
  )
  .parse()
  .opts<{ readonly only?: string }>();

const explained = `
Real: connector.zip as it is deployed, unpacked; AWS's runtime interface client ${runtimeClientVersion}, its compiled part included, which
loads and calls the handler as in Lambda's own Node images; Node ${process.versions.node}; one process per instance; HTTP throughout; in the last
check AWS's SDK as well.
Imitated, after AWS's documentation: the Runtime API and the Invoke API, both on loopback; the clock that kills; what is reported of a
process that was killed or died; the source, which is the loan API of the demo.
Not here: an instance that is frozen between two calls, the limit on all memory (only V8's heap is limited), IAM, VPCs, arm64, and AWS's
SDK for S3, which Lambda's image brings along; \`npm test\` runs the path through S3 with it.
`;

const scratch = await mkdtemp(join(tmpdir(), 'test-lambda-'));
try {
  process.exitCode = await testLambda();
} catch (error) {
  // What the machine lacks is no fault of the program.
  if (!(error instanceof CannotBuild)) throw error;
  console.error(error.message);
  process.exitCode = 2;
} finally {
  await rm(scratch, { recursive: true });
}

async function testLambda(): Promise<number> {
  const chosen = checks.filter(({ says }) => only === undefined || says.toLowerCase().includes(only.toLowerCase()));
  if (chosen.length === 0) {
    console.error(`No check says '${only}'. They are:\n${checks.map(({ says }) => `  ${says}`).join('\n')}`);
    return 2;
  }
  // AWS's SDK asks for keys, and the Invoke API of this script looks at none.
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing', AWS_EC2_METADATA_DISABLED: 'true' });
  const client = await installRuntimeClient(console.log);
  const taskRoot = await unpack();
  console.log(explained);
  let failed = 0;
  for (const { says, run } of chosen) {
    try {
      console.log(`ok      ${says}\n        ${await run({ client, taskRoot, scratch })}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${says}\n${inspect(error)}`);
    }
  }
  console.log(`\n${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** The zip as Lambda unpacks it, with a handler beside it that does what the connector's never does. */
async function unpack(): Promise<string> {
  const { sha256 } = await packageConnector(join(scratch, 'dist'));
  const taskRoot = join(scratch, 'task');
  await mkdir(taskRoot);
  const files = unzipSync(await readFile(join(scratch, 'dist', 'connector.zip')));
  for (const [name, contents] of Object.entries(files)) await writeFile(join(taskRoot, name), contents);
  await copyFile(join(import.meta.dirname, 'lambda', 'stubborn.mjs'), join(taskRoot, 'stubborn.mjs'));
  console.log(`connector.zip, sha256 ${sha256}`);
  return taskRoot;
}
