import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { JsonObject } from '../../../src/core/json.ts';
import { countParts } from '../../../src/edge/count-parts.ts';
import { bodyPartsMax } from '../../../src/edge/limits.ts';
import { printJson } from '../../../src/edge/json.ts';
import type { Answer } from '../../../src/protocol/answer.ts';
import { localLoans } from '../../end-to-end/local-loans.ts';

/** One application as the API lists it; `fields` are added as text, for what no printer would print. */
function application(fields: string, id = '"a1"'): string {
  return `{"id":${id},"created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z","status":"draft",
    "amount":1,"currency":"EUR","term_months":1,"reference":1,"advisor":{"id":"v1","name":"V"},
    "removed_applicant_ids":[],${fields}}`;
}

/** What a call answers whose list is this one application, without applicants. */
async function answerTo(context: TestContext, item: string, total = '1'): Promise<Answer> {
  const { call } = await localLoans(context, {
    deviates: true,
    intercept: ({ path }) =>
      path.endsWith('/applicants')
        ? { body: '{"data":[]}' }
        : { body: `{"data":[${item}],"page":{"number":1,"size":100,"total":${total},"more_data":false}}` },
  });
  return call({ customPayload: { streams: 'loan_applications' } });
}

/** The application's row as the text in which Lambda sends it. */
async function rowFor(context: TestContext, fields: string): Promise<string> {
  const { insert } = await answerTo(context, application(fields));
  const [row] = insert['loan_applications'] ?? [];
  assert.ok(row !== undefined);
  return printJson(row);
}

function nested(levels: number): string {
  return `${'['.repeat(levels)}${']'.repeat(levels)}`;
}

test('Of a key that stands twice the later value counts, as in any JSON', async (context) => {
  assert.match(await rowFor(context, '"note":"one","note":"two"'), /"note":"two"/);
});

test('A key like __proto__, constructor or toJSON is a column, and changes no other object', async (context) => {
  const row = await rowFor(context, '"__proto__":{"polluted":1},"constructor":"c","toJSON":"t","hasOwnProperty":"h"');
  assert.match(row, /"__proto__":\{"polluted":1\},"constructor":"c","toJSON":"t","hasOwnProperty":"h"/);
  assert.equal(Reflect.get({}, 'polluted'), undefined);
});

test('A body of more lists, objects and fields than memory has room for is too large, however short it is', () => {
  for (const part of ['[],', '{},', '"a":1,']) assert.ok(countParts(part.repeat(101), 100) > 100, part);
  assert.equal(countParts(`{"a":[1,{}],"b":"["}${' '.repeat(12)}`, 10), 6);
  // What is too short to hold so many is not counted at all.
  assert.equal(countParts('[[[[', 100), 0);
});

test('Such a body is asked for again with fewer rows, and is a clear error where there is but one', async (context) => {
  const many = `"note":[${'[],'.repeat(bodyPartsMax)}0]`;
  await assert.rejects(answerTo(context, application(many)), { name: 'LIMIT', message: /at most 2000000 lists, objects and fields, but one with more came/ });
});

test('Half of a character is sent on as it came', async (context) => {
  assert.match(await rowFor(context, String.raw`"note":"\ud800 and \udc00"`), /"note":"\\ud800 and \\udc00"/);
});

test('Half of a character in an id, which goes into a URL, is a contract error', async (context) => {
  await assert.rejects(answerTo(context, application('"note":1', String.raw`"a\ud800"`)), {
    name: 'CONTRACT',
    message: /'data\.0\.id', but it holds half of a character/,
  });
});

test('A number beyond every double is sent on digit for digit', async (context) => {
  assert.match(await rowFor(context, '"score":1e999,"least":-1E-999,"long":0.12345678901234567890'), /"score":1e999,"least":-1E-999,"long":0.12345678901234567890/);
});

test('A total that is no count is a contract error', async (context) => {
  for (const total of ['1e999', '-1', '"1"', 'null', '12345678901234567890']) {
    await assert.rejects(answerTo(context, application('"note":1'), total), { name: 'CONTRACT', message: /a count of rows at 'page\.total'/ });
  }
});

test('An item nested too deeply is a contract error, whether or not it could be parsed', async (context) => {
  for (const levels of [600, 20_000, 1_000_000]) {
    await assert.rejects(answerTo(context, application(`"note":${nested(levels)}`)), { name: 'CONTRACT', message: /at most 500 levels at 'data\.0'/ });
    await assert.rejects(answerTo(context, application(`"long":1e999,"note":${nested(levels)}`)), { name: 'CONTRACT', message: /levels|nested too deeply/ });
  }
});

test('An item nested deeply, but not too deeply, is data', async (context) => {
  const deep: JsonObject = JSON.parse(await rowFor(context, `"note":${nested(400)}`)) as JsonObject;
  assert.equal(printJson(deep['note'] ?? null), nested(400));
});
