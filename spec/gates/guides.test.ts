import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { FailureCode } from '../../src/core/failure.ts';
import { isJsonObject, type Json } from '../../src/core/json.ts';
import { localLoans } from '../end-to-end/local-loans.ts';

const guides = ['README.md', 'CHANGELOG.md', '.github/SECURITY.md', 'scripts/deploy/README.md', 'scripts/deploy/operate.md'];
const operate = await readFile('scripts/deploy/operate.md', 'utf8');

/** The compiler sees that none is missing. */
const codes: Readonly<Record<FailureCode, true>> = {
  SETTINGS: true,
  AUTHENTICATION: true,
  SOURCE: true,
  CONTRACT: true,
  STATE: true,
  LIMIT: true,
  BUG: true,
};

test('The runbook has one line for each code of an error, and no other', () => {
  assert.deepEqual(firstCells(section('Runbook')), Object.keys(codes));
});

test('Each field of a line of the log is explained', async (context) => {
  const { call, log } = await localLoans(context, { applications: 3 });
  await call();
  await call({ setup_test: true });
  const explained = firstCells(section('A line of the log'));
  for (const line of log) for (const field of Object.keys(line)) assert.ok(explained.includes(field), `${field} is not explained`);
});

test('The line of log in the guide has the fields of a real one', async (context) => {
  const { call, log } = await localLoans(context, { applications: 3 });
  await call();
  const [shown] = /^\{"level".*\}$/m.exec(operate) ?? [];
  assert.deepEqual(Object.keys(JSON.parse(shown ?? '{}') as object), Object.keys(log[0] ?? {}));
});

test('Each field of a state is explained', async (context) => {
  let now = Date.now();
  // A clock that goes on at each look, so that the call's time is up after a few pages however fast the machine is.
  const { call } = await localLoans(context, { applications: 300, environment: { now: () => (now += 2) } });
  const { state } = await call({ customPayload: { pageSize: '10' } }, { getRemainingTimeInMillis: () => 1_000 });
  const explained = firstCells(section('Edit the state'));
  const streams: Json = state['streams'] ?? null;
  const fields = isJsonObject(streams) ? Object.values(streams).flatMap((stream) => Object.keys(stream ?? {})) : [];
  assert.ok(fields.includes('position'));
  for (const field of ['version', 'streams.<name>', ...fields]) assert.ok(explained.includes(field), `${field} is not explained`);
});

for (const guide of guides) {
  test(`The links of ${guide} lead somewhere`, async () => {
    const text = await readFile(guide, 'utf8');
    for (const [, to = ''] of text.matchAll(/\]\((?!https?:)([^)#]*)(#[^)]*)?\)/g)) await access(to === '' ? guide : join(dirname(guide), to));
  });
}

test('Links within the guide for operating lead to its headings', () => {
  const anchors = [...operate.matchAll(/^## (.*)$/gm)].map(([, heading = '']) => `#${heading.toLowerCase().replaceAll(' ', '-')}`);
  for (const [, anchor = ''] of operate.matchAll(/\]\((#[^)]*)\)/g)) assert.ok(anchors.includes(anchor), anchor);
});

/** What stands below a heading of the second level. */
function section(heading: string): string {
  const [, text = ''] = operate.split(`\n## ${heading}\n`);
  return text.split('\n## ')[0] ?? '';
}

/** The names in the first cells of a table, several where a line explains several. */
function firstCells(text: string): string[] {
  return [...text.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}
