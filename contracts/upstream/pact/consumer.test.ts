import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { MatchersV3 } from '@pact-foundation/pact';
import { staleFiles } from '../../generated-file.ts';
import { readLoanApiContract } from '../loan-api-contract.ts';
import { interactions } from './interactions.ts';
import type { Interaction } from './interaction.ts';
import { uses, type Use } from './uses.ts';
import { pactPath, writePact } from './write-pact.ts';

for (const use of uses) {
  test(`The connector ${use.what}, asking the loan API only what is agreed`, async () => {
    await writePact([use]);
  });
}

test('The contract is what the connector asks and uses, and every interaction of it is met', async () => {
  const file = await writePact(uses);
  assert.deepEqual(await staleFiles([file]), [], 'a request or a use of an answer has changed: refresh with `npm run contracts -- --write`');
  const { interactions: written } = JSON.parse(await readFile(pactPath, 'utf8')) as { readonly interactions: readonly { readonly description: string }[] };
  const agreed = Object.values(interactions).map(({ description }) => description);
  assert.deepEqual(written.map(({ description }) => description).sort(), agreed.sort());
});

/** What loan-api.yaml promises and the connector does not use, so that the contract does not ask for it. */
const unused = /must have required property '(?:number|size|more_data|status)'$|it has no Date header$/;

for (const [name, { description, request, answer }] of Object.entries<Interaction>(interactions)) {
  test(`The example of ${description} is one that loan-api.yaml ${name === 'otherShape' ? 'refuses' : 'allows'}`, async () => {
    const contract = await readLoanApiContract();
    const headers = MatchersV3.reify<Record<string, string>>(answer.headers);
    const body = MatchersV3.reify(answer.body);
    const query = new URLSearchParams(request.query).toString();
    const deviations = contract({
      request: { method: 'GET', path: `${request.path}?${query}`, headers: { authorization: `Bearer ${request.token}` } },
      answer: {
        status: answer.status,
        headers: Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value])),
        body: JSON.stringify(body),
      },
    });
    const wrong = deviations.filter((deviation) => !unused.test(deviation));
    assert.equal(wrong.length > 0, name === 'otherShape', wrong.join('\n'));
  });
}

const [setupTest] = uses.filter(({ meets }) => meets.includes(interactions.setupTest));
const agreed = interactions.setupTest;

/** What a connector would do that broke the contract, and how Pact says so. */
const broken: readonly [what: string, meets: readonly Interaction[], says: RegExp][] = [
  ['no longer asks for something that is agreed', [agreed, interactions.applicants], /The following request was expected but not received[\s\S]*\/applicants/],
  ['asks with a parameter of another name', [{ ...agreed, request: { ...agreed.request, query: renamed(agreed.request.query, 'per_page', 'limit') } }], /Unexpected query parameter 'per_page' received/],
  ['sends another token', [{ ...agreed, request: { ...agreed.request, token: 'another-token' } }], /Mismatch with header 'Authorization'/],
  ['cannot use an answer', [{ ...agreed, answer: { ...agreed.answer, body: { data: [], page: {} } } }], /a count of rows at 'page\.total', but it is missing/],
];

for (const [what, meets, says] of broken) {
  test(`A connector that ${what} writes no contract`, async () => {
    assert.ok(setupTest !== undefined);
    const use: Use = { ...setupTest, meets };
    await assert.rejects(writePact([use]), says);
  });
}

function renamed(query: Readonly<Record<string, string>>, before: string, after: string): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name === before ? after : name, value]));
}
