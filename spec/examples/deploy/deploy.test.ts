import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { test, type TestContext } from 'node:test';

const bundle = 'the bundle';
const hex = createHash('sha256').update(bundle).digest('hex');
const base64 = createHash('sha256').update(bundle).digest('base64');

test('A deploy uploads, publishes this very file, tries it as next, and only then moves live', async (context) => {
  const { code, lines } = await deploy(context, {});
  assert.equal(code, 0);
  assert.deepEqual(lines.map((line) => line.replace(/\S*connector\.zip/, 'ZIP').replace(/\S*secrets\.json/, 'SECRETS')), [
    'aws lambda get-alias --function-name loans --name live --output json',
    `aws s3 cp ZIP s3://code/connector/${hex}.zip --only-show-errors`,
    `aws lambda update-function-code --function-name loans --s3-bucket code --s3-key connector/${hex}.zip --output json`,
    'aws lambda wait function-updated-v2 --function-name loans',
    `aws lambda publish-version --function-name loans --code-sha256 ${base64} --output json`,
    'aws lambda update-alias --function-name loans --name next --function-version 8 --output json',
    'npm run --silent connector -- check --function loans --qualifier next --secrets SECRETS',
    'aws lambda update-alias --function-name loans --name live --function-version 8 --output json',
    'npm run --silent connector -- check --function loans --qualifier live --secrets SECRETS',
  ]);
});

test('A version that does not pass the setup test never becomes live', async (context) => {
  const { code, lines, said } = await deploy(context, { failing: 'qualifier next' });
  assert.equal(code, 1);
  assert.ok(!lines.some((line) => line.includes('update-alias') && line.includes('live')));
  assert.match(said, /Version 8 does not pass the setup test\. live stays at version 7\./);
});

test('live goes back to the version before when it does not pass the setup test', async (context) => {
  const { code, lines, said } = await deploy(context, { failing: 'qualifier live' });
  assert.equal(code, 1);
  assert.equal(lines.at(-1), 'aws lambda update-alias --function-name loans --name live --function-version 7 --output json');
  assert.match(said, /live did not pass the setup test, and is version 7 again\./);
});

for (const step of ['s3 cp', 'update-function-code', 'wait function-updated-v2', 'publish-version', 'name next']) {
  test(`Where AWS refuses '${step}', nothing after it is done`, async (context) => {
    const { code, lines, said } = await deploy(context, { failing: step });
    assert.equal(code, 1);
    assert.ok(lines.at(-1)?.includes(step));
    assert.ok(!lines.some((line) => line.includes('update-alias') && line.includes('live')));
    assert.match(said, /refused/);
  });
}

test('A bundle that is not the one that was built is not uploaded', async (context) => {
  const { code, lines, said } = await deploy(context, { built: 'another bundle' });
  assert.deepEqual([code, lines], [1, []]);
  assert.match(said, /is not the file that .*connector\.zip\.sha256 is about/);
});

type Given = {
  /** Part of the command that fails. */
  readonly failing?: string;
  /** What was built, where it is not what is deployed. */
  readonly built?: string;
};

/** Runs a deploy with programs in place of `aws` and `npm` that write down how they were called. */
async function deploy(context: TestContext, { failing = 'nothing', built = bundle }: Given): Promise<{ code: number; lines: string[]; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-'));
  context.after(() => rm(folder, { recursive: true }));
  const file = (name: string): string => join(folder, name);
  await writeFile(file('connector.zip'), bundle);
  await writeFile(file('connector.zip.sha256'), `${createHash('sha256').update(built).digest('hex')}  connector.zip\n`);
  await writeFile(file('secrets.json'), '{}');
  await writeFile(file('lines'), '');
  for (const program of ['aws', 'npm']) {
    await writeFile(
      file(program),
      `#!/bin/sh
echo "${program} $*" >> "${file('lines')}"
case "$*" in
  *"${failing}"*) echo "refused" >&2; exit 1 ;;
  *get-alias*) echo '{"FunctionVersion": "7"}' ;;
  *publish-version*) echo '{"Version": "8"}' ;;
  *) echo '{}' ;;
esac
`,
    );
    await chmod(file(program), 0o755);
  }
  const line = ['--import', 'tsx', resolve('scripts/deploy/deploy.ts'), '--function', 'loans', '--bucket', 'code'];
  const files = ['--zip', file('connector.zip'), '--secrets', file('secrets.json')];
  const environment = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
  const [code, said] = await new Promise<[number, string]>((finish) => {
    const child = execFile(process.execPath, [...line, ...files], { env: environment }, (_, stdout, stderr) => {
      finish([child.exitCode ?? -1, stdout + stderr]);
    });
  });
  const lines = (await readFile(file('lines'), 'utf8')).split('\n').filter((text) => text !== '');
  return { code, lines, said };
}
