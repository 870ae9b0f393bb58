import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyContract } from './verification.ts';
import { wrongApis, type Subject } from './wrong-apis.ts';

const caught: Readonly<Record<keyof typeof wrongApis, readonly [interaction: string, says: RegExp]>> = {
  'drops total': ['a page in the middle', /^\$\.page: Actual map is missing the following keys: total$/],
  'renames the list': ["an application's applicants", /^\$: Actual map is missing the following keys: data$/],
  'sends numbers as texts': ['the last page, which is read second', /^\$\.data\[0\]\.reference: Expected '\d+' \(String\) to be an integer$/m],
  'answers every request with 500': ['a list, with a token that is not known', /^expected 401 but was 500$/m],
};

const verifying = verifyContract(Object.keys(wrongApis) as Subject[]);

for (const [wrong, [interaction, says]] of Object.entries(caught)) {
  test(`A loan API that ${wrong} is caught by the contract for ${interaction}`, async () => {
    assert.match((await verifying).get(wrong as Subject)?.get(interaction) ?? 'it was kept', says);
  });
}
