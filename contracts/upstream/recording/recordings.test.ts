import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readLoanApiContract } from '../loan-api-contract.ts';
import { compareRecordings } from './compare.ts';
import { record, recordedToken } from './record.ts';
import { parseRecording, printRecording, readFiles, type Files } from './recording.ts';
import { replay } from './replay.ts';
import { scenarios } from './scenarios.ts';

const folder = join(import.meta.dirname, '..', 'recordings');

test('Each scenario has a folder, and each folder a scenario', async () => {
  assert.deepEqual((await readdir(folder)).sort(), scenarios.map(({ name }) => name).sort());
});

for (const scenario of scenarios) {
  const { name } = scenario;

  test(`What crosses in the sync '${name}' is what is recorded, file by file`, async () => {
    const files = await readFiles(join(folder, name));
    const played = await record(scenario);
    assert.deepEqual(compareRecordings(parseRecording(files), played), []);
    assert.deepEqual(printRecording(played), files);
  });

  test(`Driven from the recording '${name}' alone, the connector asks all of it and nothing else, and answers as recorded`, async () => {
    assert.deepEqual(await replay(parseRecording(await readFiles(join(folder, name)))), []);
  });

  test(`Each exchange of the recording '${name}' is what loan-api.yaml says`, async () => {
    const contract = await readLoanApiContract();
    const { calls } = parseRecording(await readFiles(join(folder, name)));
    for (const { request, answer } of calls.flatMap(({ exchanges }) => exchanges)) {
      const { pathname, search } = new URL(request.url);
      assert.deepEqual(contract({ request: { ...request, path: pathname + search }, answer }), []);
    }
  });
}

test('No recording holds a credential', async () => {
  const files = await readFiles(folder);
  assert.ok(files.size > 0);
  for (const [file, text] of files) {
    assert.ok(!text.includes(recordedToken) && !text.includes(Buffer.from(recordedToken).toString('base64')), file);
    for (const [line] of text.matchAll(/^(?:authorization|cookie|x-[\w-]*|[\w-]*(?:key|token|secret)[\w-]*):.*$/gim)) {
      assert.equal(line, 'authorization: Bearer [secret]', file);
    }
    if (file.endsWith('.http')) assert.match(text, /^authorization: Bearer \[secret\]$/m, file);
  }
});

test('Every digit is kept, in what the source answers and in what the connector answers', async () => {
  const files = await readFiles(join(folder, 'incremental'));
  const bodies = [...files].filter(([file]) => file.endsWith('.http')).map(([, text]) => text).join('');
  for (const text of [bodies, files.get('call-1/answer.json')]) {
    assert.match(text ?? '', /"reference": 9223372036854775807,/);
    assert.match(text ?? '', /"amount": 12345678901234567\.89,/);
  }
});

/** What may be wrong with a recording, how `npm run record` says so, and how the replay does. */
const tampered: readonly [what: string, scenario: string, tamper: (files: Map<string, string>) => void, live: RegExp, replayed: RegExp][] = [
  [
    'a total that is another one',
    'incremental',
    edit('call-1/02-loan-applications-page-1.http', '"total": 3', '"total": 2'),
    /^call-1\/02-loan-applications-page-1\.http: the source answers otherwise: recorded was '"total": 2,', now it is '"total": 3,'$/m,
    /^call-1\/05-loan-applications-page-2\.http: recorded, but not asked: GET \/v1\/loan-applications\?.*&page=2&/m,
  ],
  [
    'one digit of a number that is another one',
    'incremental',
    edit('call-1/02-loan-applications-page-1.http', '9223372036854775807', '9223372036854775806'),
    /^call-1\/02-.*: the source answers otherwise: recorded was '"reference": 9223372036854775806,', now it is '"reference": 9223372036854775807,'$/m,
    /^call-1\/answer\.json: the connector answers otherwise: recorded was '"reference": 9223372036854775807,', now it is '"reference": 9223372036854775806,'$/m,
  ],
  [
    'an exchange that nobody asks for',
    'first-sync',
    (files) => {
      const [last] = [...files.keys()].filter((file) => file.startsWith('call-3/') && file.endsWith('.http')).slice(-1);
      const [, exchange = ''] = [...files].find(([file]) => file === last) ?? [];
      files.set('call-3/04-loan-applications-la_0000000000-applicants.http', exchange.replace(/la_\d{10}/, 'la_0000000000'));
    },
    /^call-3\/04-loan-applications-la_0000000000-applicants\.http: recorded, but not asked: GET \/v1\/loan-applications\/la_0000000000\/applicants/m,
    /^call-3\/04-loan-applications-la_0000000000-applicants\.http: recorded, but not asked: GET \/v1\/loan-applications\/la_0000000000\/applicants/m,
  ],
  [
    'an exchange that is missing',
    'deletions',
    (files) => {
      files.delete('call-1/02-loan-applications-deleted-page-2.http');
    },
    /^call-1: asked, but not recorded: GET \/v1\/loan-applications\/deleted\?.*&page=2&/m,
    /^call-1: asked, but not recorded: GET \/v1\/loan-applications\/deleted\?.*&page=2&/m,
  ],
  [
    'a request with another window',
    'drift',
    edit('call-1/01-loan-applications-page-1.http', 'updated_until=2026-01-31T11:59:29.000Z', 'updated_until=2026-01-31T12:00:00.000Z'),
    /^call-1: asked, but not recorded: GET .*updated_until=2026-01-31T11:59:29\.000Z&page=1&/m,
    /^call-1\/01-loan-applications-page-1\.http: recorded, but not asked: GET .*updated_until=2026-01-31T12:00:00\.000Z/m,
  ],
  [
    'a request with another header',
    'rate-limit',
    edit('call-1/01-loan-applications-page-1.http', 'authorization: Bearer [secret]', 'authorization: Basic [secret]'),
    /recorded, but not asked: GET .*authorization: Basic \[secret\]/,
    /recorded, but not asked: GET .*authorization: Basic \[secret\]/,
  ],
  [
    'the same in another order',
    'first-sync',
    (files) => {
      const [one = '', other = ''] = [...files.keys()].filter((file) => file.startsWith('call-1/') && file.endsWith('applicants.http'));
      const [before = '', after = ''] = [files.get(one), files.get(other)];
      files.set(one, after).set(other, before);
    },
    /^call-1: the same is asked in another order/m,
    /^call-1: the same is asked in another order/m,
  ],
  [
    'a call that is missing',
    'first-sync',
    (files) => {
      for (const file of [...files.keys()]) if (file.startsWith('call-3/')) files.delete(file);
    },
    /^call-3: the sync goes on with a call that is not recorded/m,
    /^call-3: the sync goes on with a call that is not recorded/m,
  ],
];

for (const [what, name, tamper, live, replayed] of tampered) {
  test(`A recording with ${what} is caught by the comparison and by the replay`, async () => {
    const scenario = scenarios.find((each) => each.name === name);
    assert.ok(scenario !== undefined);
    const files = new Map(await readFiles(join(folder, name)));
    const whole: Files = new Map(files);
    tamper(files);
    assert.notDeepEqual(files, whole, 'nothing was changed, so nothing was tried');
    const recording = parseRecording(files);
    assert.match(compareRecordings(recording, await record(scenario)).join('\n'), live);
    assert.match((await replay(recording)).join('\n'), replayed);
  });
}

function edit(file: string, before: string, after: string): (files: Map<string, string>) => void {
  return (files) => files.set(file, files.get(file)?.replace(before, after) ?? '');
}
